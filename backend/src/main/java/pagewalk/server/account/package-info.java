/** Who is who: accounts, login sessions, joining, guests and passwords. */
@NullMarked
package pagewalk.server.account;

import org.jspecify.annotations.NullMarked;
