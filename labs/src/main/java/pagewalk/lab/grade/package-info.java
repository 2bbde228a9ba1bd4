/**
 * The pure grader: a session file in, a verdict out, by carrying everything out again.
 *
 * <p>It never throws for bad input: an edited or foreign file is <em>rejected</em>, one that cannot be judged here (a
 * seed that is withheld, another version of the lab) is <em>ungradable</em>, each with a reason for people. Nothing
 * here reads a clock, a disk or a network, so a verdict can be made again from the file at any time.
 */
@NullMarked
package pagewalk.lab.grade;

import org.jspecify.annotations.NullMarked;
