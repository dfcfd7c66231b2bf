package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.Timer;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A controller: informers that lag, and a queue of keys without duplicates (client-go
 * util/workqueue). It takes one key at a time, after a time drawn for each; one that fails comes
 * back with growing delays. It may be asleep, and it waits while the API server is away.
 */
public abstract class Controller {
  private record Delayed(long at, Timer timer) {}

  private static final long FIRST_BACKOFF = 5_000_000;
  private static final int BACKOFF_DOUBLINGS = 11;
  private static final long AWAY_RETRY = VirtualTime.SECOND;

  protected final ApiServer api;
  protected final Store store;
  protected final VirtualTime time;
  protected final Chance chance;
  private final Component component;
  private final Pace work;
  private final Set<Key> queue = new LinkedHashSet<>();
  private final Map<Key, Integer> failures = new HashMap<>();
  private final Map<Key, Delayed> delayed = new HashMap<>();
  private boolean working;
  private long asleepUntil;

  protected Controller(ApiServer api, Chance chance, Component component, Settings settings) {
    this.api = api;
    this.store = api.store();
    this.time = api.time();
    this.chance = chance;
    this.component = component;
    this.work = settings.work(component);
    api.watches().lag(component.text(), settings.lag(component));
  }

  /**
   * Acts on one object as the informers show it.
   *
   * @return false where a write met a conflict or was refused: it is tried again
   */
  protected abstract boolean sync(Key key);

  /** It does nothing for so long from now; its informers go on. */
  public void sleep(long nanos) {
    asleepUntil = Math.max(asleepUntil, time.nanos() + nanos);
  }

  protected <T extends ApiObject<T>> Informer<T> informer(
      Kind<T> kind,
      Predicate<? super T> selector,
      Interest<T> interest,
      Consumer<WatchEvent<T>> handler) {
    return api.watches().watch(component.text(), kind, selector, interest, handler, () -> {});
  }

  /** Of which only the cache is read. */
  protected <T extends ApiObject<T>> Informer<T> cache(Kind<T> kind) {
    return informer(kind, object -> true, Interest.none(), event -> {});
  }

  protected void enqueue(Key key) {
    queue.add(key);
    workAfter(work.draw(chance));
  }

  /** The earliest time that was asked for counts (util/workqueue/delaying_queue.go). */
  protected void enqueueAfter(Key key, long nanos) {
    long at = time.nanos() + nanos;
    Delayed known = delayed.get(key);
    if (known != null && known.timer.pending()) {
      if (known.at <= at) {
        return;
      }
      known.timer.cancel();
    }
    delayed.put(key, new Delayed(at, time.after(nanos, component.text(), () -> enqueue(key))));
  }

  protected void say(Supplier<String> text) {
    api.trace().say(component.text(), text);
  }

  private void workAfter(long nanos) {
    if (!working && !queue.isEmpty()) {
      working = true;
      time.after(nanos, component.text(), this::workOne);
    }
  }

  private void workOne() {
    working = false;
    if (time.nanos() < asleepUntil) {
      workAfter(asleepUntil - time.nanos());
      return;
    }
    if (api.away()) {
      workAfter(AWAY_RETRY);
      return;
    }
    Iterator<Key> first = queue.iterator();
    Key key = first.next();
    first.remove();
    if (sync(key)) {
      failures.remove(key);
    } else {
      int failed = failures.merge(key, 1, Integer::sum);
      enqueueAfter(key, FIRST_BACKOFF << Math.min(failed, BACKOFF_DOUBLINGS));
    }
    workAfter(work.draw(chance));
  }
}
