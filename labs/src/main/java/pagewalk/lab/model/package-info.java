/** What a lab is, as both the browser and the server see it; pure Java that TeaVM can compile. */
@NullMarked
package pagewalk.lab.model;

import org.jspecify.annotations.NullMarked;
