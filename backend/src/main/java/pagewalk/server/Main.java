package pagewalk.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pagewalk.server.course.FirstStart;
import pagewalk.server.ops.Archive;
import pagewalk.server.ops.Settings;
import pagewalk.server.ops.StartFailure;
import pagewalk.server.ops.Storage;

/** Starts the database, then the server; or runs one of the commands {@code backup FILE} and {@code restore FILE}. */
@QuarkusMain
public final class Main {
    private static final int BAD_USAGE = 2;
    private static final int STOP_SECONDS = 20;

    private Main() {}

    public static void main(String... arguments) {
        try {
            if (arguments.length == 0) {
                serve(Settings.read());
            } else {
                System.exit(command(arguments));
            }
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void serve(Settings settings) throws StartFailure {
        Storage.needFree(settings);
        needPort(settings);
        Storage storage = Storage.open(settings);
        FirstStart.prepare(storage);
        storage.keepRunning(Main::databaseEnded);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(storage, stopped), "database-stop"));
        System.setProperty("quarkus.datasource.reactive.url", storage.url());
        System.setProperty("quarkus.datasource.username", storage.user());
        System.setProperty("quarkus.datasource.password", storage.password());
        System.setProperty("pagewalk.exclusive", Boolean.toString(storage.exclusive()));
        if (storage.exclusive()) {
            System.setProperty("pagewalk.embedded", settings.data().toString());
        }
        System.out.println("Data: " + (settings.database() == null ? settings.data() : storage.url()));
        Quarkus.run(null, (status, failure) -> {
            stopped.countDown();
            System.exit(failure == null ? status : 1);
        });
    }

    /** Nobody can be served without it; the next start finds the data as they were. */
    private static void databaseEnded(StartFailure reason) {
        System.err.println(reason.getMessage() + " The server stops; start it again when that is mended.");
        System.exit(1);
    }

    /** The database stops after the server, which may still be answering requests. */
    private static void close(Storage storage, CountDownLatch stopped) {
        try {
            storage.expectEnd();
            boolean ignored = stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
            storage.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
        }
    }

    private static void needPort(Settings settings) throws StartFailure {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw new StartFailure(
                    "Port " + settings.port() + " of " + settings.host()
                            + " is taken; stop the program that uses it, or set PAGEWALK_PORT to another one.",
                    e);
        }
    }

    private static int command(String... arguments) throws StartFailure {
        boolean force = arguments.length == 3 && arguments[0].equals("restore") && arguments[2].equals("--force");
        if (arguments.length == 2 && arguments[0].equals("backup")) {
            backup(Path.of(arguments[1]));
            return 0;
        }
        if (force || (arguments.length == 2 && arguments[0].equals("restore"))) {
            restore(Path.of(arguments[1]), force);
            return 0;
        }
        System.err.println("usage: (no arguments: serve) | backup FILE | restore FILE [--force]");
        return BAD_USAGE;
    }

    private static void backup(Path file) throws StartFailure {
        try (Storage storage = Storage.openBeside(Settings.read())) {
            System.out.println("Saved " + Archive.backup(storage, file) + " rows to " + file + ".");
        }
    }

    private static void restore(Path file, boolean force) throws StartFailure {
        try (Storage storage = Storage.open(Settings.read())) {
            System.out.println("Restored " + Archive.restore(storage, file, force) + " rows from " + file + ".");
        }
    }
}
