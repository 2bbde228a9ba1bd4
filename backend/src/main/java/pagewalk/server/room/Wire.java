package pagewalk.server.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Problem;

/** Messages of live sockets as JSON objects with a {@code type}. */
@ApplicationScoped
public class Wire {
    private final ObjectMapper mapper;

    Wire(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A refusal; {@code id} is that of the message it answers, if it had one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ErrorMessage(
            String type,
            String error,
            String message,
            @Nullable UUID id) {
        public static ErrorMessage of(String error, String message, @Nullable UUID id) {
            return new ErrorMessage("error", error, message, id);
        }
    }

    /** Entries in order, without gaps. */
    record EntriesMessage(String type, List<RoomEntry> entries) {
        static EntriesMessage of(List<RoomEntry> entries) {
            return new EntriesMessage("entries", entries);
        }
    }

    /** A message that came in; {@link Problem} for what is no object with a type. */
    public JsonNode read(String text, int limit) {
        if (text.length() > limit) {
            throw new Problem(
                    413, "too-large", "The message has " + text.length() + " characters, the limit is " + limit + ".");
        }
        try {
            JsonNode node = mapper.readTree(text);
            if (node != null && node.isObject() && node.path("type").isTextual()) {
                return node;
            }
        } catch (JacksonException e) {
            throw malformed("The message is not JSON.");
        }
        throw malformed("A message is a JSON object with a type.");
    }

    /** Reads a text that one of our nodes wrote. */
    <T> T parse(String text, TypeReference<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw malformed("Another node sent what is not JSON.");
        }
    }

    public String text(Object message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours is always JSON", e);
        }
    }

    /** The whole number under {@code key}, {@code otherwise} without one. */
    static int number(JsonNode message, String key, int otherwise) {
        JsonNode value = message.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt()) {
            throw malformed("'" + key + "' is a whole number.");
        }
        return value.intValue();
    }

    /** The text under {@code key}. */
    public static String word(JsonNode message, String key) {
        if (!message.path(key).isTextual()) {
            throw malformed("'" + key + "' is missing, or no text.");
        }
        return message.path(key).textValue();
    }

    /** The id under {@code key}. */
    public static UUID id(JsonNode message, String key) {
        try {
            String text = word(message, key);
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw malformed("'" + key + "' is a UUID.");
        }
        throw malformed("'" + key + "' is a UUID of 36 characters.");
    }

    /** The id of a message that may be malformed otherwise; null without a readable one. */
    static @Nullable UUID idIfAny(JsonNode message) {
        try {
            return message.path("id").isTextual() ? id(message, "id") : null;
        } catch (Problem e) {
            return null;
        }
    }

    public static Problem malformed(String sentence) {
        return new Problem(400, "malformed", sentence);
    }
}
