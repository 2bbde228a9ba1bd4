package pagewalk.engine.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import pagewalk.engine.Play;
import pagewalk.engine.ReclaimInvariants;

/** Reading ahead while memory is tight. */
final class ReadAheadTest {
    @Test
    void makingRoomForTheNextWindowDoesNotTakeThePageThatIsBeingRead() {
        Play play = Play.on("preset=textbook frames=256 watermarks=on min_free_kbytes=64 reclaim=on");
        play.runAll("creat path=/small size=4K", "swapon path=/dev/vdb size=2M rotational=on");
        play.runAll("creat path=/data size=400K", "p = spawn comm=p", "a = mmap pid=p len=1M");
        play.runAll("read pid=p path=/data offset=0 len=400K", "store pid=p addr=a len=400K");
        play.runAll("store pid=p addr=a+0x64000 len=400K", "read pid=p path=/data offset=0 len=400K");
        play.runAll("load pid=p addr=a len=200K", "creat path=/work size=200K", "creat path=/stream size=4M");
        play.runAll("w = spawn comm=w", "read pid=w path=/work offset=0 len=200K");
        assertEquals("ok bytes=819200", play.run("read pid=w path=/stream offset=0 len=800K"));
        ReclaimInvariants.check(play.machine());
    }
}
