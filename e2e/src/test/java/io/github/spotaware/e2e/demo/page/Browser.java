package io.github.spotaware.e2e.demo.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.HttpProbe;
import io.github.spotaware.e2e.controlplane.Loopback;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A Chromium without a window and with a new profile, 1280 by 800, driven through chromedriver. It
 * ends with this process, whatever ends that.
 */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_BOUND = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--remote-debugging-pipe"); // closed by the end of chromedriver, it ends the browser

  private final Path folder;
  private final ManagedProcess driver;
  private final WebDriver session;
  private final List<JsonNode> events = new ArrayList<>();

  private Browser(Path folder, ManagedProcess driver, WebDriver session) {
    this.folder = folder;
    this.driver = driver;
    this.session = session;
  }

  /** Starts one; without a browser here the test is skipped or fails. */
  static Browser open() {
    BrowserPrograms programs = BrowserPrograms.find();
    Path folder = temporaryFolder();
    URI address = URI.create("http://127.0.0.1:" + Loopback.freePort());
    ManagedProcess driver =
        new ManagedProcess(
            new ProcessSpec(
                "chromedriver",
                List.of(programs.driver().toString(), "--port=" + address.getPort()),
                Map.of("HOME", folder.toString(), "PATH", String.valueOf(System.getenv("PATH"))),
                folder,
                folder.resolve("chromedriver.log"),
                Optional.of(new HttpProbe(address.resolve("/status"))),
                Duration.ofSeconds(5)),
            _ -> {});
    try {
      driver.start();
      driver.awaitReady(Deadline.after(START_BOUND));
      WebDriver session = WebDriver.open(address, capabilities(programs, folder));
      Browser browser = new Browser(folder, driver, session);
      browser.devTools(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", 1280, "height", 800, "deviceScaleFactor", 1, "mobile", false));
      return browser;
    } catch (RuntimeException e) {
      driver.stop();
      delete(folder);
      throw e;
    }
  }

  private static ObjectNode capabilities(BrowserPrograms programs, Path folder) {
    ObjectNode capabilities = JSON.createObjectNode().put("browserName", "chrome");
    ObjectNode options = capabilities.putObject("goog:chromeOptions");
    options.put("binary", programs.browser().toString());
    options
        .putArray("args")
        .addAll(ARGUMENTS.stream().map(JSON.getNodeFactory()::textNode).toList())
        .add("--user-data-dir=" + folder.resolve("profile"));
    capabilities.putObject("goog:loggingPrefs").put("browser", "ALL").put("performance", "ALL");
    return capabilities;
  }

  /** Asks pages for a colour scheme, {@code light} or {@code dark}, and for much or less motion. */
  void prefer(String scheme, boolean lessMotion) {
    devTools(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of(
                    "name",
                    "prefers-reduced-motion",
                    "value",
                    lessMotion ? "reduce" : "no-preference"))));
  }

  /** Goes there; returns when the page is loaded. */
  void go(URI address) {
    session.post("url", Map.of("url", address.toString()));
  }

  /** What a function body in JavaScript returns. */
  JsonNode run(String script) {
    return session.post("execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** The text of the first element that matches; empty where none does. */
  String text(String selector) {
    return run("return document.querySelector(`" + selector + "`)?.innerText ?? ''")
        .asText()
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** Waits until {@link #text} is as it should be. */
  String await(String selector, Predicate<String> expected) {
    return await(selector, expected, BOUND);
  }

  /** As above, with another bound. */
  String await(String selector, Predicate<String> expected, Duration bound) {
    if (!Await.holdsBefore(Deadline.after(bound), () -> expected.test(text(selector)))) {
      throw new EnvironmentException(
          selector + " shows \"" + text(selector) + "\"; the page:\n" + text("body"));
    }
    return text(selector);
  }

  /** As a PNG. */
  byte[] picture() {
    return Base64.getDecoder().decode(session.get("screenshot").asText());
  }

  /** What went to the console since the last time this was asked, complaints of the browser too. */
  List<String> console() {
    return log("browser").map(entry -> entry.path("message").asText()).toList();
  }

  /** Everything that pages have asked for over a network, from the start. */
  List<String> requests() {
    log("performance").map(Browser::message).forEach(events::add);
    return events.stream()
        .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .filter(url -> !url.startsWith("chrome:") && !url.startsWith("data:"))
        .toList();
  }

  private static JsonNode message(JsonNode entry) {
    try {
      return JSON.readTree(entry.path("message").asText()).path("message");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<JsonNode> log(String type) {
    JsonNode entries = session.post("se/log", Map.of("type", type));
    return StreamSupport.stream(entries.spliterator(), false);
  }

  private void devTools(String command, Map<String, ?> parameters) {
    session.post("goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  @Override
  public void close() {
    try {
      session.delete();
    } finally {
      driver.stop();
      delete(folder);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("browser");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException _) {
      // The browser is still deleting it itself.
    }
  }
}
