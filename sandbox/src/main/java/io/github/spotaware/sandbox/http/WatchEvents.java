package io.github.spotaware.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.api.ApiError;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Entry;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One watch: what changes in a selection, as events. An object that leaves the selection is told as
 * DELETED, as it was before, with the version of the change (apiserver
 * storage/cacher/cache_watcher.go).
 *
 * @param since the version that the client has seen; 0 for none
 * @param life after which it ends
 */
record WatchEvents(
    Journal journal, Resource resource, Predicate<JsonNode> selected, long since, Duration life) {

  /** How many changes a client may leave unread before its watch ends. */
  private static final int BACKLOG = 20_000;

  private static final Duration LOOK = Duration.ofMillis(250);

  /** Where events go. */
  interface Sink {
    /**
     * @throws IOException where the client has gone
     */
    void send(String event) throws IOException;
  }

  /**
   * Tells events until the life is over or the client has gone.
   *
   * @param open whether the client is still there
   */
  void run(Sink sink, BooleanSupplier open) throws InterruptedException {
    LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>(BACKLOG);
    AtomicBoolean overflown = new AtomicBoolean();
    Runnable end =
        journal.follow(
            resource,
            since,
            entry -> {
              if (!queue.offer(entry)) {
                overflown.set(true);
              }
            });
    try {
      if (end == null) {
        sink.send(tooOld());
        return;
      }
      long deadline = System.nanoTime() + life.toNanos();
      while (open.getAsBoolean() && !overflown.get() && System.nanoTime() < deadline) {
        Entry entry = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        String event = entry == null ? null : event(entry);
        if (event != null) {
          sink.send(event);
        }
      }
    } catch (IOException _) {
      // The client has gone: there is nobody to tell.
    } finally {
      if (end != null) {
        end.run();
      }
    }
  }

  private String tooOld() {
    return event(
        "ERROR",
        Json.text(
            ApiError.status(
                410,
                "Expired",
                "too old resource version: %d (%d)".formatted(since, journal.resourceVersion()))));
  }

  /** Null where the client is not to see it. */
  private @Nullable String event(Entry entry) {
    Entry.Shown before = entry.before();
    Entry.Shown after = entry.after();
    boolean was = before != null && selected.test(before.json());
    if (after != null && selected.test(after.json())) {
      return event(was ? "MODIFIED" : "ADDED", after.text());
    }
    if (before == null || !was) {
      return null;
    }
    return event("DELETED", after == null ? entry.last().text() : left(before, entry));
  }

  private static String left(Entry.Shown before, Entry entry) {
    ObjectNode json = before.json().deepCopy();
    Json.in(json, "metadata").put("resourceVersion", Long.toString(entry.resourceVersion()));
    return Json.text(json);
  }

  private static String event(String type, String object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
  }
}
