package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.proc.Maps;
import pagewalk.engine.proc.Pagemap;
import pagewalk.engine.proc.Smaps;
import pagewalk.engine.proc.Status;
import pagewalk.engine.task.Task;
import pagewalk.engine.task.Tasks;
import pagewalk.engine.view.ProcessView;

/** The files below /proc/PID. */
final class ProcessFiles {
    private static final String[] NAMES = {"maps", "pagemap", "smaps", "statm", "status"};

    private final Tasks tasks;
    private final ProcessView view;

    ProcessFiles(MmState state, Tasks tasks) {
        this.tasks = tasks;
        view = new ProcessView(state, tasks, null, null);
    }

    /** All of them that can be read now. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (int pid = 1; pid < tasks.nextPid(); pid++) {
            if (tasks.find(pid) != null) {
                for (String name : NAMES) {
                    paths.add("/proc/" + pid + "/" + name);
                }
            }
        }
        return paths;
    }

    /** The file at a path; null if it is not one of these. */
    @Nullable
    String read(String path) {
        int slash = path.startsWith("/proc/") ? path.indexOf('/', 6) : -1;
        int pid = slash < 0 ? -1 : Numbers.parse(path.substring(6, slash));
        Task task = pid < 1 ? null : tasks.find(pid);
        if (task == null) {
            return null;
        }
        return switch (path.substring(slash + 1)) {
            case "maps" -> Maps.print(view, pid);
            case "smaps" -> Smaps.print(view, pid);
            case "status" -> Status.status(view, pid);
            case "statm" -> Status.statm(view, pid);
            case "pagemap" -> Pagemap.print(view, pid);
            default -> null;
        };
    }
}
