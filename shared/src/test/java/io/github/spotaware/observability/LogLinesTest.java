package io.github.spotaware.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLinesTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogLinesTest.class.getResource("/logback.xml"));
  }

  private String line(LoggingEvent event) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> stdout =
        (ConsoleAppender<ILoggingEvent>) root.getAppender("stdout");
    return new String(stdout.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private LoggingEvent event(@Nullable Throwable throwable, Object... arguments) {
    Logger logger = context.getLogger("io.github.spotaware.Example");
    return new LoggingEvent(
        "fqcn", logger, ch.qos.logback.classic.Level.INFO, "Held {}", throwable, arguments);
  }

  @Test
  void aLineIsOneJsonObjectWithNothingTwice() throws Exception {
    LoggingEvent event = event(null, "web-1");
    event.addKeyValuePair(new KeyValuePair("namespace", "shop"));
    event.addKeyValuePair(new KeyValuePair("message", "line\nbreak \"quoted\""));

    String line = line(event);

    assertThat(line).endsWith("\n").containsOnlyOnce("\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(names(json))
        .containsExactly(
            "timestamp",
            "level",
            "threadName",
            "loggerName",
            "kvpList",
            "formattedMessage",
            "throwable");
    assertThat(json.get("formattedMessage").asText()).isEqualTo("Held web-1");
    assertThat(json.get("kvpList").get(0).get("namespace").asText()).isEqualTo("shop");
    assertThat(json.get("kvpList").get(1).get("message").asText())
        .isEqualTo("line\nbreak \"quoted\"");
  }

  @Test
  void anExceptionStaysOnTheLine() throws Exception {
    String line = line(event(new IllegalStateException("broken"), "web-1"));

    assertThat(line).containsOnlyOnce("\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("throwable").get("message").asText()).isEqualTo("broken");
  }

  @Test
  void librariesAreQuiet() {
    for (String name :
        List.of("io.fabric8.kubernetes", "io.javalin.Javalin", "org.eclipse.jetty.server")) {
      assertThat(context.getLogger(name).isInfoEnabled()).as(name).isFalse();
      assertThat(context.getLogger(name).isWarnEnabled()).as(name).isTrue();
    }
  }

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
