/** The browser side, compiled by TeaVM to JavaScript and to WebAssembly. */
@NullMarked
package pagewalk.web;

import org.jspecify.annotations.NullMarked;
