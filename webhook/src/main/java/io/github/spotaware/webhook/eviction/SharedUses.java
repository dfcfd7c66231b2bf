package io.github.spotaware.webhook.eviction;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things that are opened for their first user, shared by all, and closed a little after the last
 * one: a drain asks again every five seconds.
 */
final class SharedUses<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedUses.class);
  private static final Duration LINGER = Duration.ofSeconds(15);

  private static final class Shared {
    private final AutoCloseable thing;
    private int users;

    Shared(AutoCloseable thing) {
      this.thing = thing;
    }
  }

  private final Map<K, Shared> open = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("uses").factory());

  synchronized WakeUps.Use use(K key, Function<K, AutoCloseable> opened) {
    Shared shared = open.computeIfAbsent(key, k -> new Shared(opened.apply(k)));
    shared.users++;
    boolean[] closed = {false};
    return () -> {
      synchronized (this) {
        if (!closed[0]) {
          closed[0] = true;
          shared.users--;
          if (!timer.isShutdown()) {
            var _ =
                timer.schedule(() -> closeUnused(key), LINGER.toMillis(), TimeUnit.MILLISECONDS);
          }
        }
      }
    };
  }

  private synchronized void closeUnused(K key) {
    Shared shared = open.get(key);
    if (shared != null && shared.users == 0) {
      open.remove(key);
      close(shared);
    }
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
    open.values().forEach(SharedUses::close);
    open.clear();
  }

  private static void close(Shared shared) {
    try {
      shared.thing.close();
    } catch (Exception e) {
      LOG.atWarn().setCause(e).log("a watch did not close");
    }
  }
}
