/**
 * Labs as the product sees them: the catalogue, the variant drawn for each student, and what of it may be shown.
 *
 * <p>Packages, lowest first: {@code model} (shared with the browser), {@code json} and {@code content} (files and
 * draws), this one, {@code grade} (verdicts), {@code prove} (recordings) and {@code cli} (the commands).
 */
@NullMarked
package pagewalk.lab;

import org.jspecify.annotations.NullMarked;
