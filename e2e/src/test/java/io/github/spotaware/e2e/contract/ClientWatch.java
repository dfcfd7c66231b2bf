package io.github.spotaware.e2e.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A watch by the client library. */
final class ClientWatch<T extends HasMetadata> implements Watcher<T>, AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(15);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<WatcherException> end = new CompletableFuture<>();
  private final Watch watch;

  private ClientWatch(Watchable<T> resource, String resourceVersion) {
    ListOptions options = new ListOptionsBuilder().withResourceVersion(resourceVersion).build();
    watch = resource.watch(options, this);
  }

  static <T extends HasMetadata> ClientWatch<T> start(
      Watchable<T> resource, String resourceVersion) {
    return new ClientWatch<>(resource, resourceVersion);
  }

  /** The next events up to one that says this, that one with them; as {@code ADDED a}. */
  List<String> until(String last) {
    List<String> seen = new ArrayList<>();
    while (seen.isEmpty() || !seen.getLast().equals(last)) {
      seen.add(next());
    }
    return seen;
  }

  private String next() {
    try {
      String event = events.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        throw new EnvironmentException("no event came");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while watching", e);
    }
  }

  /** What the server ended it with, for good. */
  WatcherException awaitEnd() {
    try {
      return end.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while watching", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new EnvironmentException("the watch did not end", e);
    }
  }

  @Override
  public void eventReceived(Action action, T object) {
    events.add(action + " " + object.getMetadata().getName());
  }

  @Override
  public void onClose(WatcherException cause) {
    end.complete(cause);
  }

  @Override
  public void close() {
    watch.close();
  }
}
