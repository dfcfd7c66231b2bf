package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A list, a watch and a cache, as client-go's reflector and informer are (tools/cache/reflector.go,
 * shared_informer.go). It lags: a change is seen some time after it was written. An object that
 * leaves the selection is seen as DELETED, in its version from before (apiserver
 * storage/cacher/cache_watcher.go). Whoever has fallen behind the log gets a 410, lists anew, and
 * tells the differences.
 */
public final class Informer<T extends ApiObject<T>> implements AutoCloseable {
  private final Watches watches;
  private final Table<T> table;
  private final Observer observer;
  private final Predicate<? super T> selector;
  private final Consumer<WatchEvent<T>> handler;
  private final Runnable onSynced;
  private final Map<Key, T> cache = new LinkedHashMap<>();
  private long cursor;
  private boolean synced;
  private boolean connected = true;
  private boolean closed;
  private @Nullable Timer delivery;

  Informer(
      Watches watches,
      Table<T> table,
      Observer observer,
      Predicate<? super T> selector,
      Consumer<WatchEvent<T>> handler,
      Runnable onSynced) {
    this.watches = watches;
    this.table = table;
    this.observer = observer;
    this.selector = selector;
    this.handler = handler;
    this.onSynced = onSynced;
    this.cursor = -1;
  }

  /** As last seen; null where it is not in the selection. */
  public @Nullable T get(Key key) {
    return cache.get(key);
  }

  /** As last seen, in the order in which they appeared. */
  public Collection<T> all() {
    return Collections.unmodifiableCollection(cache.values());
  }

  /** The first list is in the cache. */
  public boolean synced() {
    return synced;
  }

  /** The first list is in the cache, and the watch is open. */
  public boolean watching() {
    return synced && connected && !closed;
  }

  /** Ends it: its handler is told nothing more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cancelDelivery();
      table.informers.remove(this);
      observer.informers.remove(this);
    }
  }

  /** A change of this kind was written. */
  void appended(Change<T> change) {
    if (delivery != null || !connected || cursor < 0 || observer.waiting.contains(this)) {
      return;
    }
    if (cursor == table.head() - 1 && !concerns(change)) {
      cursor++;
      return;
    }
    schedule();
  }

  /** Begins with a list, or goes on after a break. */
  void start() {
    if (delivery == null && connected && !closed) {
      schedule();
    }
  }

  void disconnect() {
    connected = false;
    cancelDelivery();
  }

  /** Goes on from where it was, or lists anew if that is not in the log any more. */
  void reconnect() {
    if (!closed && !connected) {
      connected = true;
      schedule();
    }
  }

  private void cancelDelivery() {
    if (delivery != null) {
      delivery.cancel();
      delivery = null;
    }
  }

  private void schedule() {
    Pace lag = observer.lag;
    delivery = watches.after(lag, this::deliver);
  }

  private void deliver() {
    delivery = null;
    if (observer.frozen) {
      observer.waiting.add(this);
      return;
    }
    if (cursor < table.oldest()) {
      relist();
    } else {
      drain();
    }
    if (!closed && connected && delivery == null && cursor < table.head()) {
      schedule();
    }
  }

  /** What is older than the least lag; the rest comes with the next delivery. */
  private void drain() {
    long until = watches.nanos() - observer.lag.min();
    while (!closed && connected && cursor < table.head()) {
      Change<T> change = table.change(cursor);
      if (change.nanos() > until) {
        return;
      }
      cursor++;
      apply(change);
    }
  }

  private boolean concerns(Change<T> change) {
    T before = change.before();
    return selector.test(change.after()) || (before != null && selector.test(before));
  }

  private void apply(Change<T> change) {
    T after = change.after();
    T before = change.before();
    if (change.type() != ChangeType.DELETED && selector.test(after)) {
      present(after);
    } else if (before != null && selector.test(before)) {
      // Deleted, or out of the selection: then it is told as it was before.
      gone(change.type() == ChangeType.DELETED ? after : before);
    }
  }

  private void relist() {
    cursor = table.head();
    Map<Key, T> listed = new LinkedHashMap<>();
    for (Table.Slot<T> slot : table.slots.values()) {
      if (selector.test(slot.object)) {
        listed.put(slot.object.meta().key(), slot.object);
      }
    }
    List<T> missing = new ArrayList<>();
    for (T cached : cache.values()) {
      T now = listed.get(cached.meta().key());
      if (now == null || !now.meta().uid().equals(cached.meta().uid())) {
        missing.add(cached);
      }
    }
    missing.forEach(this::gone);
    listed.values().forEach(this::present);
    if (!synced && !closed) {
      synced = true;
      onSynced.run();
    }
  }

  private void present(T object) {
    if (closed) {
      return;
    }
    T before = cache.put(object.meta().key(), object);
    if (before == null) {
      handler.accept(new WatchEvent<>(ChangeType.ADDED, object, null));
    } else if (before.meta().resourceVersion() != object.meta().resourceVersion()) {
      handler.accept(new WatchEvent<>(ChangeType.MODIFIED, object, before));
    }
  }

  private void gone(T object) {
    if (!closed && cache.remove(object.meta().key()) != null) {
      handler.accept(new WatchEvent<>(ChangeType.DELETED, object, object));
    }
  }
}
