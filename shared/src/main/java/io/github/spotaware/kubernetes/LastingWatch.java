package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.github.spotaware.freshness.Freshness;
import io.github.spotaware.freshness.Pulse;
import io.github.spotaware.freshness.WatchState;
import io.github.spotaware.hold.Moment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A watch for as long as the process lives. Where {@link Freshness} says so it lists and watches
 * anew, beside the informer it has, and goes over to the new one once that has been listed: its
 * handler is told only the differences. It has to be one whose first list is a consistent read: an
 * informer with a page limit.
 */
final class LastingWatch<T extends HasMetadata> implements AutoCloseable {
  private final String what;
  private final Supplier<SharedIndexInformer<T>> opens;
  private final ResourceEventHandler<T> handler;
  private final Watches watches;

  /** Held while the handler is told, so that an informer that is left tells nothing any more. */
  private final Object order = new Object();

  private final CompletableFuture<Void> firstList = new CompletableFuture<>();
  private volatile @Nullable Life current;
  private @Nullable Life next;

  /** It may still have to tell what its store shows already, so it ends a beat later. */
  private @Nullable Life left;

  /**
   * @param what in words, e.g. {@code schedules}
   * @param opens makes an informer that is not started
   * @param handler must not block
   */
  LastingWatch(
      String what,
      Supplier<SharedIndexInformer<T>> opens,
      ResourceEventHandler<T> handler,
      Watches watches) {
    this.what = what;
    this.opens = opens;
    this.handler = handler;
    this.watches = watches;
  }

  String what() {
    return what;
  }

  /** Lists, and watches from then on; returns at once. */
  void start() {
    Life first = new Life(opens.get());
    synchronized (order) {
      current = first;
    }
    watches.add(this);
    first.start();
  }

  /** Runs the action once the first list has been told; must not block. */
  void whenListed(Runnable action) {
    var _ = firstList.thenRun(action);
  }

  /** Why what it has told is not current; empty where it is. */
  Optional<String> doubt() {
    Life life = current;
    return life == null
        ? Optional.of("not begun yet")
        : Freshness.doubt(life.state(), watches.pulse(), watches.now());
  }

  /** There is no doubt, and what happened while it was broken has been told. */
  boolean current() {
    Life life = current;
    if (life == null) {
      return false;
    }
    WatchState state = life.state();
    Moment now = watches.now();
    return Freshness.doubt(state, watches.pulse(), now).isEmpty()
        && Freshness.hasCaughtUp(state, now);
  }

  /** No doubt either, but for its connection: also while it connects anew. */
  boolean recent() {
    Life life = current;
    return life != null
        && Freshness.doubt(life.state().whileOpen(), watches.pulse(), watches.now()).isEmpty();
  }

  /** Sees whether it is open and what it has heard, once every {@link Freshness#LOOK}. */
  void look(Moment now) {
    synchronized (order) {
      if (current != null) {
        current.look(now);
      }
    }
  }

  /** Looks after it, once every {@link Pulse#BEAT}. */
  void beat(Pulse pulse, Moment now) {
    Life begun = null;
    synchronized (order) {
      Life life = current;
      if (life == null) {
        return;
      }
      if (left != null) {
        left.informer.stop();
        left = null;
      }
      life.look(now);
      if (Freshness.isRenewalDue(life.state(), pulse, now) && !isAwaited(next, pulse, now)) {
        if (next != null) {
          next.informer.stop();
        }
        begun = new Life(opens.get());
        next = begun;
      }
    }
    if (begun != null) {
      begun.start();
    }
  }

  private boolean isAwaited(@Nullable Life asked, Pulse pulse, Moment now) {
    return asked != null
        && asked.asked.until(now).compareTo(Freshness.LIST_PATIENCE) < 0
        && pulse.gapAt(now).filter(gap -> !asked.asked.reached(gap.until())).isEmpty();
  }

  /** A list of this life has been told. */
  private void listed(Life life) {
    firstList.complete(null);
    synchronized (order) {
      life.listed = true;
      Life before = current;
      if (life != next || before == null) {
        return;
      }
      current = life;
      next = null;
      left = before;
      tellDifferences(before.informer, life.informer);
    }
  }

  private void tellDifferences(SharedIndexInformer<T> before, SharedIndexInformer<T> after) {
    Map<String, T> gone = new HashMap<>();
    before
        .getStore()
        .list()
        .forEach(object -> gone.put(Cache.metaNamespaceKeyFunc(object), object));
    for (T object : after.getStore().list()) {
      T known = gone.remove(Cache.metaNamespaceKeyFunc(object));
      if (known == null) {
        handler.onAdd(object);
      } else if (!known
          .getMetadata()
          .getResourceVersion()
          .equals(object.getMetadata().getResourceVersion())) {
        handler.onUpdate(known, object);
      }
    }
    gone.values().forEach(object -> handler.onDelete(object, true));
  }

  @Override
  public void close() {
    watches.remove(this);
    synchronized (order) {
      if (current != null) {
        current.informer.stop();
      }
      if (next != null) {
        next.informer.stop();
      }
      if (left != null) {
        left.informer.stop();
      }
      current = null;
      next = null;
      left = null;
    }
  }

  /** One informer, from its list on. */
  private final class Life implements ResourceEventHandler<T> {
    private final SharedIndexInformer<T> informer;
    private final Moment asked = watches.now();
    private volatile Moment lastOpen = asked;
    private volatile Moment heard = asked;
    private volatile @Nullable Moment lastBroken;
    private boolean wasOpen;
    private @Nullable String version;
    private volatile boolean listed;

    private Life(SharedIndexInformer<T> informer) {
      this.informer = informer;
      informer.addEventHandler(this);
    }

    private void start() {
      var _ = informer.start();
    }

    private WatchState state() {
      return new WatchState(
          listed,
          Informers.isOpen(informer),
          asked,
          lastOpen,
          heard,
          Optional.ofNullable(lastBroken));
    }

    /** A bookmark tells nothing but a newer resourceVersion. */
    private void look(Moment now) {
      String shown = informer.lastSyncResourceVersion();
      if (shown != null && !shown.equals(version)) {
        version = shown;
        heard = now;
      }
      if (Informers.isOpen(informer)) {
        lastOpen = now;
        wasOpen = true;
      } else if (wasOpen) {
        lastBroken = now;
      }
    }

    @Override
    public void onAdd(T object) {
      synchronized (order) {
        if (isStillSo(object)) {
          handler.onAdd(object);
        }
      }
    }

    @Override
    public void onUpdate(T before, T after) {
      synchronized (order) {
        if (isStillSo(after)) {
          handler.onUpdate(before, after);
        }
      }
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      synchronized (order) {
        if (current == this || (left == this && shown(object) == null)) {
          handler.onDelete(object, finalStateUnknown);
        }
      }
    }

    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      listed(this);
    }

    private boolean isStillSo(T object) {
      if (current == this) {
        return true;
      }
      T shown = left == this ? shown(object) : null;
      return shown != null
          && shown
              .getMetadata()
              .getResourceVersion()
              .equals(object.getMetadata().getResourceVersion());
    }

    private @Nullable T shown(T object) {
      Life life = current;
      return life == null
          ? null
          : life.informer.getStore().getByKey(Cache.metaNamespaceKeyFunc(object));
    }
  }
}
