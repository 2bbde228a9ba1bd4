/**
 * The browser side, compiled by TeaVM to WebAssembly and to JavaScript.
 *
 * <p>{@code LabProgram} opens a {@code LabPage} and {@code PlayProgram} a {@code PlayPage}, each a {@code WorkPage} (a
 * session that is worked on); {@code LiveProgram} opens a {@code RoomPage}, a {@code WatchPage}, a {@code ReplayPage} (a session handed in) or the wall. All but the wall put a
 * {@code LabSession} on a {@code bench.Bench}: the one place that moves the timeline, issues commands and
 * knows what is selected. Panels ({@code stage timeline inspector console task}) call the bench and follow it: it tells
 * the {@code dom.Painter} what changed, and the painter paints every panel once a frame. {@code live} keeps the journal
 * in the browser and brings it to the server; {@code session} is the model and knows no browser, so the JVM tests it.
 *
 * <p>TeaVM's classes reach parts of the browser through script text, which the page's Content-Security-Policy forbids:
 * use properties and methods of JSO interfaces, and no {@code JSBody}. {@code csp-function.js} tells the rest.
 */
@NullMarked
package pagewalk.web;

import org.jspecify.annotations.NullMarked;
