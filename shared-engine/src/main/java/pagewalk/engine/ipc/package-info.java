/**
 * System V shared memory: segments that stay when nobody maps them, found by a key or a number.
 *
 * <p>Same as Linux 6.12: numbers and when they begin again; who has a key; what removing does while somebody is
 * attached; that every VMA is an attachment, so that one that is cut in two counts twice; the limits shmmni, shmmax and
 * shmall with their errors; segments in huge pages, promised when the segment is made.
 *
 * <p>Left out: users and rights of segments, times and pids in /proc/sysvipc/shm, locking (SHM_LOCK), namespaces,
 * messages and semaphores.
 */
@NullMarked
package pagewalk.engine.ipc;

import org.jspecify.annotations.NullMarked;
