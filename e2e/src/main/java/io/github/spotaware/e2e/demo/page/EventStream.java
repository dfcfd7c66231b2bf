package io.github.spotaware.e2e.demo.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.demo.page.Broadcast.Version;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Server-Sent Events: whole states, each with the lines of the timeline that are new to its reader,
 * at most ten a second, at least one each ten seconds; the last one when the demo is over. Someone
 * who comes again says which lines are known: {@code ?after=NUMBER}.
 */
final class EventStream {

  private record Message(PageView state, List<Story.Line> lines) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_READERS = 16;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Broadcast broadcast;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(MOST_READERS);

  EventStream(Broadcast broadcast, InstantSource clock) {
    this.broadcast = broadcast;
    this.clock = clock;
  }

  /** Returns when the demo is over or the reader has gone. */
  void serve(Context call) throws InterruptedException {
    call.contentType("text/event-stream; charset=utf-8");
    if (!places.tryAcquire()) {
      call.result("event: full\ndata: " + MOST_READERS + "\n\n");
      return;
    }
    try {
      // Javalin's own stream keeps back what is flushed.
      tell(call.res().getOutputStream(), known(call));
    } catch (IOException _) {
      // The reader has gone.
    } finally {
      places.release();
    }
  }

  private void tell(OutputStream stream, long known) throws IOException, InterruptedException {
    long lines = known;
    Version version = broadcast.after(0, Deadline.after(Duration.ZERO), Deadline.after(LONGEST));
    send(stream, version, lines);
    while (!version.isLast()) {
      lines = version.state().story().told();
      version =
          broadcast.after(version.version(), Deadline.after(SHORTEST), Deadline.after(LONGEST));
      send(stream, version, lines);
    }
  }

  private void send(OutputStream stream, Version version, long known) throws IOException {
    PageState state = version.state();
    stream.write(
        ("data: " + json(PageViews.of(state, clock.instant()), state.story().after(known)) + "\n\n")
            .getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }

  private static String json(PageView state, List<Story.Line> lines)
      throws JsonProcessingException {
    return JSON.writeValueAsString(new Message(state, lines));
  }

  private static long known(Context call) {
    String after = String.valueOf(call.queryParam("after"));
    return after.matches("\\d{1,18}") ? Long.parseLong(after) : 0;
  }

  /** Waits until nobody reads any more, or until {@code bound} is over. */
  void awaitEnd(Duration bound) {
    boolean _ =
        Await.holdsBefore(Deadline.after(bound), () -> places.availablePermits() == MOST_READERS);
  }
}
