package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever takes gzip gets what the build packed, everybody else the file itself; both may be kept for ever. */
@QuarkusTest
class AppFilesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ParameterizedTest
    @MethodSource("names")
    void packedAndPlainAreTheSameFile(String name) throws Exception {
        HttpResponse<byte[]> packed = get("GET", name, "Accept-Encoding", "gzip, deflate, br, zstd");
        HttpResponse<byte[]> plain = get("GET", name);
        assertEquals("gzip", header(packed, "Content-Encoding"));
        assertArrayEquals(resource(path(name) + ".gz"), packed.body(), "not the bytes that the build packed");
        assertEquals(Integer.toString(packed.body().length), header(packed, "Content-Length"));
        assertArrayEquals(plain.body(), unpacked(packed.body()));
        assertArrayEquals(resource(path(name)), plain.body());
        assertTrue(packed.body().length < plain.body().length);
        for (HttpResponse<byte[]> answer : List.of(packed, plain)) {
            assertEquals(200, answer.statusCode());
            assertEquals("Accept-Encoding", header(answer, "Vary"));
            assertTrue(header(answer, "Cache-Control").contains("immutable"), header(answer, "Cache-Control"));
            assertTrue(header(answer, "Cache-Control").contains("max-age=31536000"), header(answer, "Cache-Control"));
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
            assertFalse(header(answer, "Content-Security-Policy").isEmpty());
        }
        assertEquals(header(plain, "Content-Type"), header(packed, "Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "GZIP, true",
        "'br, gzip;q=0.1', true",
        "*, true",
        "'identity;q=0.5, *;q=0.1', true",
        "br, false",
        "identity, false",
        "'gzip;q=0', false",
        "'gzip;q=0.000, br', false",
        "'gzip; q=0, *', false",
        "'*;q=0', false"
    })
    void acceptEncodingIsHeeded(String accepted, boolean packed) throws Exception {
        HttpResponse<byte[]> answer = get("GET", "lab.css", "Accept-Encoding", accepted);
        assertEquals(200, answer.statusCode());
        assertEquals(packed ? "gzip" : "", header(answer, "Content-Encoding").replace("identity", ""));
        byte[] text = packed ? unpacked(answer.body()) : answer.body();
        assertArrayEquals(resource(path("lab.css")), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity"})
    void headSaysWhatGetWouldSend(String accepted) throws Exception {
        HttpResponse<byte[]> get = get("GET", "lab.wasm", "Accept-Encoding", accepted);
        HttpResponse<byte[]> head = get("HEAD", "lab.wasm", "Accept-Encoding", accepted);
        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        for (String name : new String[] {"Content-Type", "Content-Encoding", "ETag", "Vary", "Cache-Control"}) {
            assertEquals(header(get, name), header(head, name).replace("identity", ""), name);
        }
        assertEquals(Integer.toString(get.body().length), header(head, "Content-Length"));
    }

    @Test
    void whatIsThereAlreadyIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> first = get("GET", "lab.js", "Accept-Encoding", "gzip");
        String tag = header(first, "ETag");
        HttpResponse<byte[]> again = get("GET", "lab.js", "Accept-Encoding", "gzip", "If-None-Match", tag);
        assertEquals(304, again.statusCode());
        assertEquals(0, again.body().length);
        assertEquals(tag, header(again, "ETag"));
        assertEquals("Accept-Encoding", header(again, "Vary"));
        HttpResponse<byte[]> other = get("GET", "lab.js", "Accept-Encoding", "gzip", "If-None-Match", "\"other\"");
        assertEquals(200, other.statusCode());

        String plain = header(get("GET", "lab.js"), "ETag");
        assertNotEquals(tag, plain);
        assertEquals(
                304, get("GET", "lab.js", "If-None-Match", "W/\"x\", " + plain).statusCode());
        assertEquals(200, get("GET", "lab.js", "If-None-Match", tag).statusCode());
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertEquals(404, get("GET", "nothing.js", "Accept-Encoding", "gzip").statusCode());
        assertEquals(404, get("GET", "../lab.js", "Accept-Encoding", "gzip").statusCode());
    }

    static String[] names() throws IOException {
        return properties().getProperty("files").split(" ");
    }

    private static String path(String name) throws IOException {
        return "/app/" + properties().getProperty("hash") + "/" + name;
    }

    private static Properties properties() throws IOException {
        Properties properties = new Properties();
        properties.load(AppFilesTest.class.getResourceAsStream("/pagewalk-app.properties"));
        return properties;
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = AppFilesTest.class.getResourceAsStream("/META-INF/resources" + path)) {
            return in.readAllBytes();
        }
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static HttpResponse<byte[]> get(String method, String name, String... headers) throws Exception {
        URI uri = URI.create("http://localhost:" + RestAssured.port + path(name));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
