/** Pages: home, rules, about, errors and what every page shares. */
@NullMarked
package pagewalk.server.page;

import org.jspecify.annotations.NullMarked;
