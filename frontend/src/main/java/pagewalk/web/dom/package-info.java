/** A thin way to build and change the page. */
@NullMarked
package pagewalk.web.dom;

import org.jspecify.annotations.NullMarked;
