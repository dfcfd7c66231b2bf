package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.Timer;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All watches on the store. Each lags by itself; those of one observer can be slowed, stalled and
 * broken together. What does not change costs nothing.
 */
public final class Watches {
  /** Of an observer that was given no other. */
  public static final Pace DEFAULT_LAG = Pace.ofMillis(1, 20, 300);

  private static final Pace RECONNECT = Pace.ofMillis(100, 1_000, 3_000);

  private final Store store;
  private final VirtualTime time;
  private final Chance chance;
  private final Map<String, Observer> observers = new LinkedHashMap<>();
  private boolean serverAway;

  public Watches(Store store, VirtualTime time, Chance chance) {
    this.store = store;
    this.time = time;
    this.chance = chance;
  }

  /** As below, for a handler that acts on each change. */
  public <T extends ApiObject<T>> Informer<T> watch(
      String observer,
      Kind<T> kind,
      Predicate<? super T> selector,
      Consumer<WatchEvent<T>> handler,
      Runnable onSynced) {
    return watch(observer, kind, selector, Interest.all(), handler, onSynced);
  }

  /**
   * Lists and then watches the objects of a kind that are selected. The list comes after a lag,
   * too.
   *
   * @param observer whose watch it is
   * @param interest the changes that the handler is told in time; it may be told others, too
   * @param handler told each difference, in order
   * @param onSynced run once the first list has been told
   */
  public <T extends ApiObject<T>> Informer<T> watch(
      String observer,
      Kind<T> kind,
      Predicate<? super T> selector,
      Interest<T> interest,
      Consumer<WatchEvent<T>> handler,
      Runnable onSynced) {
    Observer who = observer(observer);
    Informer<T> informer =
        new Informer<>(this, store.table(kind), who, selector, interest, handler, onSynced);
    store.table(kind).informers.add(informer);
    who.informers.add(informer);
    if (serverAway) {
      informer.disconnect();
    } else {
      informer.start();
    }
    return informer;
  }

  /** From now on; what is on its way already arrives as it would have. */
  public void lag(String observer, Pace lag) {
    observer(observer).lag = lag;
  }

  /** Nothing arrives any more, as for a stopped process or a stalled connection. */
  public void freeze(String observer) {
    observer(observer).frozen = true;
  }

  /** All that did not arrive meanwhile arrives after a lag. */
  public void thaw(String observer) {
    Observer who = observer(observer);
    if (who.frozen) {
      who.frozen = false;
      List<Informer<?>> waiting = new ArrayList<>(who.waiting);
      who.waiting.clear();
      waiting.forEach(Informer::start);
    }
  }

  /** Of one kind nothing arrives for so long from now. */
  public void stall(String observer, Kind<?> kind, long nanos) {
    for (Informer<?> informer : observer(observer).informers) {
      if (informer.isOf(store.table(kind))) {
        informer.stall(time.nanos() + nanos);
      }
    }
  }

  /** The observer's connections break; it connects again by itself after a while. */
  public void disconnect(String observer) {
    disconnect(observer(observer), true);
  }

  /** The observer is no more: its watches end without a word. */
  public void close(String observer) {
    Observer who = observers.remove(observer);
    if (who != null) {
      new ArrayList<>(who.informers).forEach(Informer::close);
    }
  }

  /** All connections break, and none can be made. */
  public void serverAway() {
    serverAway = true;
    observers.values().forEach(who -> disconnect(who, false));
  }

  /** Each watch connects again after a while of its own. */
  public void serverBack() {
    serverAway = false;
    observers.values().forEach(who -> who.informers.forEach(this::reconnect));
  }

  private void disconnect(Observer who, boolean reconnect) {
    for (Informer<?> informer : who.informers) {
      informer.disconnect();
      if (reconnect) {
        reconnect(informer);
      }
    }
  }

  private void reconnect(Informer<?> informer) {
    time.after(
        RECONNECT.draw(chance),
        "watch reconnects",
        () -> {
          if (!serverAway) {
            informer.reconnect();
          }
        });
  }

  private Observer observer(String name) {
    Observer known = observers.get(name);
    if (known == null) {
      known = new Observer(DEFAULT_LAG);
      observers.put(name, known);
    }
    return known;
  }

  Timer after(Pace lag, Runnable delivery) {
    return time.after(lag.draw(chance), "watch delivers", delivery);
  }

  Timer at(long nanos, Runnable delivery) {
    return time.after(nanos - time.nanos(), "watch delivers", delivery);
  }

  long nanos() {
    return time.nanos();
  }
}
