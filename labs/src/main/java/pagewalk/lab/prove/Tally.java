package pagewalk.lab.prove;

import java.util.HashMap;
import java.util.Map;

/** Changes of counters: the last ones, and all since they were looked at first. */
final class Tally {
    final Map<String, Integer> now = new HashMap<>();
    final Map<String, Integer> all = new HashMap<>();

    int now(String counter) {
        return now.getOrDefault(counter, 0);
    }

    int all(String counter) {
        return all.getOrDefault(counter, 0);
    }

    void put(String counter, int change) {
        now.put(counter, change);
        all.merge(counter, change, Integer::sum);
    }

    int scanned() {
        return now("pgscan_kswapd") + now("pgscan_direct");
    }

    int stolen() {
        return now("pgsteal_kswapd") + now("pgsteal_direct");
    }

    int anonLists() {
        return now("nr_inactive_anon") + now("nr_active_anon") + now("nr_isolated_anon");
    }
}
