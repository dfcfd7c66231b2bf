package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of one kind, the log of their changes, and who watches them. */
final class Table<T extends ApiObject<T>> {

  /** An object's current version, and what it was mapped to, once somebody asked. */
  static final class Slot<T> {
    T object;
    @Nullable Object mapped;

    Slot(T object) {
      this.object = object;
    }
  }

  final TreeMap<Key, Slot<T>> slots = new TreeMap<>();
  final List<Informer<T>> informers = new ArrayList<>();
  private final ArrayList<Change<T>> log = new ArrayList<>();
  private long compacted;

  /** The place of the next change in the log. */
  long head() {
    return compacted + log.size();
  }

  /** The first place that is still there: who comes from before it gets a 410. */
  long oldest() {
    return compacted;
  }

  Change<T> change(long place) {
    return log.get((int) (place - compacted));
  }

  /** Forgets the older half once there are twice as many as this. */
  void append(Change<T> change, int keep) {
    log.add(change);
    if (log.size() >= 2 * keep) {
      log.subList(0, keep).clear();
      compacted += keep;
    }
    for (int i = 0; i < informers.size(); i++) {
      informers.get(i).appended(change);
    }
  }

  /** As if an hour had passed. */
  void compact() {
    compacted += log.size();
    log.clear();
  }
}
