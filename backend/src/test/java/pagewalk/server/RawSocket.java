package pagewalk.server;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A WebSocket whose frames are written byte by byte, as no well-behaved client would. */
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 300_000;
    private static final int CLOSE = 8;
    private static final int TEXT = 1;

    private final Socket socket;
    private final DataInputStream in;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Upgrades as that client. */
    static RawSocket open(Client client, String path) {
        try {
            URI base = URI.create(client.base);
            RawSocket raw = new RawSocket(new Socket(base.getHost(), base.getPort()));
            StringBuilder cookies = new StringBuilder();
            client.cookies.forEach((name, value) -> cookies.append(cookies.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            raw.write(("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: MDEyMzQ1Njc4OTAxMjM0NQ==\r\nCookie: " + cookies + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String head = raw.line();
            if (!head.contains(" 101 ")) {
                throw new AssertionError("no upgrade: " + head);
            }
            raw.skipHeaders();
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skipHeaders() throws IOException {
        String header = line();
        while (!header.isEmpty()) {
            header = line();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.append(c == '\r' ? "" : (char) c);
        }
        return line.toString();
    }

    RawSocket write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Whether the server closes it or lets the connection go; false when it sends anything else. */
    boolean ends() throws IOException {
        try {
            return (in.readByte() & 15) == CLOSE;
        } catch (EOFException | SocketException gone) {
            return true;
        }
    }

    /** The text of the next frame. */
    String text() throws IOException {
        int opcode = in.readByte() & 15;
        int length = in.readByte() & 127;
        String text =
                new String(in.readNBytes(length == 126 ? in.readUnsignedShort() : length), StandardCharsets.UTF_8);
        if (opcode != TEXT) {
            throw new AssertionError("a frame of kind " + opcode + ": " + text);
        }
        return text;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
