/**
 * Who is killed when no page is left (mm/oom_kill.c): the points of each process, and the choice among them.
 *
 * <p>The package knows processes by their pids only, through {@link pagewalk.engine.oom.Candidates}; the machine asks
 * it when the slow path of an allocation has tried everything else, and does the killing.
 *
 * <p>Same as Linux 6.12: the points, oom_score_adj, the order in which equal ones are decided, a process in swapoff
 * first, oom_kill_allocating_task, panic_on_oom, the panic when nobody may be killed, /proc/PID/oom_score, the lines of
 * the log.
 *
 * <p>Left out: memory groups, cpusets and nodes; the reaper thread, because a victim is gone as soon as it is killed;
 * the half of the reserve that a victim may use while it dies (a victim that needs the page itself gets none and dies);
 * SysRq. The kernel adds up its counters of resident pages roughly; here they are exact.
 */
@NullMarked
package pagewalk.engine.oom;

import org.jspecify.annotations.NullMarked;
