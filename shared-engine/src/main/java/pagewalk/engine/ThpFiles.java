package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.mm.Thp;
import pagewalk.engine.mm.ThpSettings.Setting;

/** The files below /sys/kernel/mm/transparent_hugepage (mm/huge_memory.c, mm/khugepaged.c). */
final class ThpFiles implements SysFolder {
    private static final String SIZE = "hpage_pmd_size";
    private static final String COLLAPSED = "khugepaged/pages_collapsed";
    private static final String SCANS = "khugepaged/full_scans";

    private final Thp thp;

    ThpFiles(Thp thp) {
        this.thp = thp;
    }

    @Override
    public String path() {
        return "/sys/kernel/mm/transparent_hugepage/";
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            names.add(setting.file());
        }
        names.add(SIZE);
        names.add(COLLAPSED);
        names.add(SCANS);
        return names;
    }

    @Override
    public @Nullable String read(String name) {
        return switch (name) {
            case SIZE -> "2097152\n";
            case COLLAPSED -> thp.collapsed() + "\n";
            case SCANS -> thp.fullScans() + "\n";
            default -> {
                Setting setting = Setting.byFile(name);
                yield setting == null ? null : thp.settings().shown(setting);
            }
        };
    }

    @Override
    public @Nullable Refusal write(String name, String value) {
        Setting setting = Setting.byFile(name);
        if (setting == null) {
            return SysFolder.readOnly(name);
        }
        int number = setting.value(value);
        if (number < 0) {
            return SysFolder.wrong(name, setting.takes(), value);
        }
        thp.set(setting, number);
        return null;
    }
}
