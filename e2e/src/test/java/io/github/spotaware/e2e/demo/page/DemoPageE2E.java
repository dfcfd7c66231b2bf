package io.github.spotaware.e2e.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.demo.Demo;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of a real demo, with a browser that watches it from the beginning to its end. */
@Timeout(600)
final class DemoPageE2E {

  private static final String WATCH = "Watch it live: ";
  private static final Duration BOUND = Duration.ofMinutes(5);

  /** Remembers what was ever to be seen, since a look from outside misses what is short. */
  private static final String RECORD =
      """
      const look = (selector) => document.querySelectorAll(selector);
      const words = (selector) => [...look(selector)].map((e) => e.textContent);
      window.record = { held: [], pods: [], phases: [], replacement: [], cordoned: 0, down: 0 };
      const add = (list, values) => values.forEach((v) => list.includes(v) || list.push(v));
      new MutationObserver(() => {
        add(record.held, words('.hold h3'));
        add(record.pods, [...look('.pod')].map((e) => e.dataset.stage));
        add(record.phases, words('.phases [data-is=now]'));
        add(record.replacement, words('.mark.replacement:not([hidden])'));
        record.cordoned += look('.node[data-health=leaving]').length > 0;
        record.down += look('.deployment[data-down=true]').length > 0;
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
      """;

  @Test
  void showsADrainAsItHappensAndItsOutcome() throws Exception {
    try (Browser browser = Browser.open()) {
      Process demo = start();
      try (BufferedReader output = demo.inputReader()) {
        browser.go(address(output));
        browser.run(RECORD);
        Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));

        browser.await("#connection", "over"::equals, BOUND);
        assertThat(demo.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).isZero();
      } finally {
        demo.destroy();
      }
      assertSeen(browser);
    }
  }

  private static void assertSeen(Browser browser) {
    JsonNode record = browser.run("return window.record");
    assertThat(record.path("held")).as("held: %s", record).hasSize(1);
    assertThat(texts(record.path("pods"))).contains("starting", "serving", "terminating");
    assertThat(texts(record.path("phases"))).contains("Surged");
    assertThat(record.path("replacement")).isNotEmpty();
    assertThat(record.path("cordoned").asInt()).isPositive();
    assertThat(record.path("down").asInt()).as("of the one without the label").isPositive();
    assertThat(browser.text("#outcome"))
        .startsWith("web: downtime 0 s ")
        .containsPattern("Not protected: twin: downtime [1-9]\\.\\d\\d s");
    assertThat(browser.text("#processes"))
        .isEqualTo("webhook-0 running webhook-1 running scaler running");
    assertThat(browser.text("#timeline"))
        .contains("Setting up a cluster", "NO POD SERVES", "Event EvictionAllowed")
        .contains("scales web from 2 to 1");
    assertThat(browser.console()).as("console").isEmpty();
  }

  private static Iterable<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static URI address(BufferedReader output) throws IOException {
    String line = String.valueOf(output.readLine());
    assertThat(line).startsWith(WATCH);
    return URI.create(line.substring(WATCH.length()));
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-De2e.root=" + ProjectRoot.find(),
            "-Ddemo.folder=demo-page",
            "-cp",
            System.getProperty("java.class.path"),
            Demo.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
