/**
 * Processes: who has which address space, who is whose parent, and who runs on which CPU.
 *
 * <p>A process gets a number that grows with each one (alloc_pid()). When it exits, its memory goes at once; its number
 * and exit code stay until its parent waits for it, which is what a zombie is. The child of a parent that exited
 * belongs
 * to nobody and goes without being waited for, as if init did it.
 *
 * <p>Same as Linux 6.12: the order of work in fork(), execve(), exit() and wait4() as far as memory is concerned;
 * EAGAIN
 * at the limit of processes.
 *
 * <p>Left out: threads, signals other than those a fault sends, scheduling (a CPU runs who it is told to), and the
 * kernel's own memory for a process: task_struct, its stack, VMAs, which SLUB would have.
 */
@NullMarked
package pagewalk.engine.task;

import org.jspecify.annotations.NullMarked;
