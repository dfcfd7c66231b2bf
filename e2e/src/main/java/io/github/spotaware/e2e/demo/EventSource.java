package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Tells the project's Events of one namespace: what it says to users. */
final class EventSource implements Supplier<List<Happening>>, AutoCloseable {

  private static final String PREFIX = "spot-aware-";

  private final List<Happening> fresh = new ArrayList<>();
  private final Watch watch;

  EventSource(KubernetesClient client, String namespace) {
    watch = client.events().v1().events().inNamespace(namespace).watch(new Listener());
  }

  @Override
  public synchronized List<Happening> get() {
    List<Happening> all = List.copyOf(fresh);
    fresh.clear();
    return all;
  }

  private synchronized void add(Event event) {
    String source = event.getReportingController();
    if (source != null && source.startsWith(PREFIX)) {
      Instant time = Instant.parse(event.getEventTime().getTime());
      String text =
          "Event %s on %s: %s"
              .formatted(event.getReason(), event.getRegarding().getName(), event.getNote());
      fresh.add(new Happening(time, source.substring(PREFIX.length()), text));
    }
  }

  @Override
  public void close() {
    watch.close();
  }

  private final class Listener implements Watcher<Event> {
    @Override
    public void eventReceived(Action action, Event event) {
      if (action == Action.ADDED) {
        add(event);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      // What is missing then is missing in the story only, not in the figures.
    }
  }
}
