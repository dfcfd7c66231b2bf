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
  private final Interest<T> interest;
  private final Consumer<WatchEvent<T>> handler;
  private final Runnable onSynced;
  private final Map<Key, T> cache = new LinkedHashMap<>();
  private long cursor;
  private boolean synced;
  private boolean connected = true;
  private boolean closed;
  private boolean draining;
  private @Nullable Timer delivery;
  private long stalledUntil;
  private long stalledSince;
  private long listAskedAt;
  private long renewedAt;

  Informer(
      Watches watches,
      Table<T> table,
      Observer observer,
      Predicate<? super T> selector,
      Interest<T> interest,
      Consumer<WatchEvent<T>> handler,
      Runnable onSynced) {
    this.watches = watches;
    this.table = table;
    this.observer = observer;
    this.selector = selector;
    this.interest = interest;
    this.handler = handler;
    this.onSynced = onSynced;
    this.cursor = -1;
    this.renewedAt = watches.nanos();
    this.listAskedAt = renewedAt;
  }

  /** As last seen; null where it is not in the selection. */
  public @Nullable T get(Key key) {
    catchUp();
    return cache.get(key);
  }

  /** As last seen, in the order in which they appeared. */
  public Collection<T> all() {
    catchUp();
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

  /** When the list that the cache rests on was asked for. */
  public long listAskedAt() {
    return listAskedAt;
  }

  /** When it last told something, or would have if anything had been written. */
  public long heardAt() {
    return stalled() ? stalledSince : watches.nanos();
  }

  /** Asks for a new list; tells the differences once it is there. */
  public void renew() {
    if (!closed) {
      cancelDelivery();
      observer.waiting.remove(this);
      cursor = -1;
      stalledUntil = 0;
      renewedAt = watches.nanos();
      start();
    }
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
    ChangeType type = typeOf(change);
    if (type == null) {
      if (cursor == table.head() - 1) {
        cursor++;
      }
    } else if (interest.in(type, change.before(), change.after())) {
      schedule();
    }
  }

  /** Begins with a list, or goes on after a break. */
  void start() {
    if (delivery == null && connected && !closed) {
      schedule();
    }
  }

  boolean isOf(Table<?> other) {
    return table == other;
  }

  /** Nothing arrives before then, unless it connects anew. */
  void stall(long until) {
    if (!stalled()) {
      stalledSince = watches.nanos();
    }
    stalledUntil = Math.max(stalledUntil, until);
  }

  private boolean stalled() {
    return synced && watches.nanos() < stalledUntil;
  }

  void disconnect() {
    connected = false;
    cancelDelivery();
  }

  /** Goes on from where it was, or lists anew if that is not in the log any more. */
  void reconnect() {
    if (!closed && !connected) {
      connected = true;
      stalledUntil = 0;
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

  /** Shows what is of no interest to the handler once it is as old as it usually is when seen. */
  private void catchUp() {
    boolean mayRead = synced && connected && !closed && !observer.frozen && !stalled();
    if (mayRead && delivery == null && !draining && cursor < table.head()) {
      if (cursor < table.oldest()) {
        relist();
      } else {
        drain(watches.nanos() - observer.lag.usual());
      }
    }
  }

  private void deliver() {
    delivery = null;
    if (observer.frozen) {
      observer.waiting.add(this);
      return;
    }
    if (stalled()) {
      delivery = watches.at(stalledUntil, this::deliver);
      return;
    }
    if (cursor < table.oldest()) {
      relist();
    } else {
      drain(watches.nanos() - observer.lag.min());
    }
    if (!closed && connected && delivery == null && anyOfInterest()) {
      schedule();
    }
  }

  private boolean anyOfInterest() {
    for (long place = Math.max(cursor, table.oldest()); place < table.head(); place++) {
      Change<T> change = table.change(place);
      ChangeType type = typeOf(change);
      if (type != null && interest.in(type, change.before(), change.after())) {
        return true;
      }
    }
    return false;
  }

  /** What was written by then; the rest comes with the next delivery. */
  private void drain(long until) {
    draining = true;
    while (!closed && connected && cursor < table.head()) {
      Change<T> change = table.change(cursor);
      if (change.nanos() > until) {
        break;
      }
      cursor++;
      apply(change);
    }
    draining = false;
  }

  /** What becomes of the object in the selection; null if it is not in it before or after. */
  private @Nullable ChangeType typeOf(Change<T> change) {
    T before = change.before();
    boolean was = before != null && selector.test(before);
    boolean is = change.type() != ChangeType.DELETED && selector.test(change.after());
    if (is) {
      return was ? ChangeType.MODIFIED : ChangeType.ADDED;
    }
    return was ? ChangeType.DELETED : null;
  }

  private void apply(Change<T> change) {
    ChangeType type = typeOf(change);
    T before = change.before();
    if (type == ChangeType.DELETED && before != null) {
      // One that left the selection is told as it was before.
      gone(change.type() == ChangeType.DELETED ? change.after() : before);
    } else if (type != null) {
      present(change.after());
    }
  }

  private void relist() {
    cursor = table.head();
    listAskedAt = renewedAt;
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
