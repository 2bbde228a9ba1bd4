/** Journeys through the real browser: what a student and an instructor do, mostly by keyboard alone. */
package pagewalk.e2e;
