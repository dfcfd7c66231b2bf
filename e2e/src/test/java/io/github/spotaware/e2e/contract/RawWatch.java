package io.github.spotaware.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch over plain HTTP: one event a line. */
final class RawWatch implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(15);

  /**
   * One event.
   *
   * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED} or {@code ERROR}
   */
  record Event(String type, JsonNode object) {
    String name() {
      return object.at("/metadata/name").asText();
    }

    String resourceVersion() {
      return object.at("/metadata/resourceVersion").asText();
    }

    boolean terminating() {
      return object.at("/metadata").has("deletionTimestamp");
    }

    @Override
    public String toString() {
      return type + " " + name();
    }
  }

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>();

  private RawWatch(HttpResponse<InputStream> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  /** Begins to watch; {@code path} has its query, without {@code watch}. */
  static RawWatch start(RawClient client, String path) {
    return new RawWatch(client.stream(path + (path.contains("?") ? "&" : "?") + "watch=true"));
  }

  int status() {
    return response.statusCode();
  }

  /** The next event. */
  Event next() {
    return poll().orElseThrow(() -> new EnvironmentException("the watch has ended"));
  }

  /** The next events up to one that says this, that one with them. */
  List<String> until(String last) {
    List<String> seen = new ArrayList<>();
    while (seen.isEmpty() || !seen.getLast().equals(last)) {
      seen.add(next().toString());
    }
    return seen;
  }

  /** What is left until the server ends it. */
  List<Event> untilEnd() {
    List<Event> left = new ArrayList<>();
    for (Optional<Event> event = poll(); event.isPresent(); event = poll()) {
      left.add(event.get());
    }
    return left;
  }

  /** Empty at its end. */
  private Optional<Event> poll() {
    try {
      Optional<Event> event = events.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        throw new EnvironmentException("no event came, and the watch has not ended");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while watching", e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = RawClient.parse(line);
        events.add(Optional.of(new Event(event.path("type").asText(), event.path("object"))));
      }
    } catch (IOException _) {
      // closed by us, or by the server: what matters is what came before
    } finally {
      events.add(Optional.empty());
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException _) {
      // it is over anyway
    }
  }
}
