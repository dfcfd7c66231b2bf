package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What etcd and the generic registry do (apiserver registry/generic/registry/store.go): one
 * resourceVersion counter, optimistic concurrency, a generation that grows with the spec, writes
 * that change nothing and leave no trace, and a log that watches read. The rules of a kind, such as
 * who may create a pod, are elsewhere.
 */
public final class Store {
  /** How many changes of a kind a watch may fall behind, at least. */
  public static final int DEFAULT_LOG = 128;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final VirtualTime time;
  private final Chance chance;
  private final Trace trace;
  private final List<Table<?>> tables = new ArrayList<>(Kind.COUNT);
  private int logLength = DEFAULT_LOG;
  private long resourceVersion = 100;
  private long uids;
  private @Nullable Supplier<String> uidSource;
  private long writes;
  private Consumer<Change<? extends ApiObject<?>>> tap = change -> {};

  public Store(VirtualTime time, Chance chance, Trace trace) {
    this.time = time;
    this.chance = chance;
    this.trace = trace;
    for (int i = 0; i < Kind.COUNT; i++) {
      tables.add(new Table<>());
    }
  }

  @SuppressWarnings("unchecked") // Each kind's table is only ever reached through its kind.
  <T extends ApiObject<T>> Table<T> table(Kind<T> kind) {
    return (Table<T>) tables.get(kind.ordinal());
  }

  /** The current version; null where there is none. */
  public <T extends ApiObject<T>> @Nullable T get(Kind<T> kind, Key key) {
    Table.Slot<T> slot = table(kind).slots.get(key);
    return slot == null ? null : slot.object;
  }

  /** All of a kind, in the order of their keys. */
  public <T extends ApiObject<T>> List<T> list(Kind<T> kind) {
    Table<T> table = table(kind);
    List<T> all = new ArrayList<>(table.slots.size());
    for (Table.Slot<T> slot : table.slots.values()) {
      all.add(slot.object);
    }
    return all;
  }

  /** The current version mapped, which is done once a version; null where there is none. */
  @SuppressWarnings("unchecked") // One kind is mapped by one function only.
  public <T extends ApiObject<T>, R> @Nullable R mapped(
      Kind<T> kind, Key key, Function<T, R> mapping) {
    Table.Slot<T> slot = table(kind).slots.get(key);
    if (slot == null) {
      return null;
    }
    Object mapped = slot.mapped;
    if (mapped == null) {
      mapped = mapping.apply(slot.object);
      slot.mapped = mapped;
    }
    return (R) mapped;
  }

  /** Visits each object of a namespace with what it is mapped to, in the order of their keys. */
  @SuppressWarnings("unchecked") // One kind is mapped by one function only.
  public <T extends ApiObject<T>, R> void forEach(
      Kind<T> kind, String namespace, Function<T, R> mapping, BiConsumer<T, R> visit) {
    for (Map.Entry<Key, Table.Slot<T>> entry : table(kind).slots.entrySet()) {
      if (entry.getKey().namespace().equals(namespace)) {
        Table.Slot<T> slot = entry.getValue();
        Object mapped = slot.mapped;
        if (mapped == null) {
          mapped = mapping.apply(slot.object);
          slot.mapped = mapped;
        }
        visit.accept(slot.object, (R) mapped);
      }
    }
  }

  /**
   * Creates an object under a new UID, or the one that it has.
   *
   * @return as stored; null where the name is taken (409)
   */
  public <T extends ApiObject<T>> @Nullable T create(T object) {
    Table<T> table = table(object.kind());
    Key key = object.meta().key();
    if (table.slots.containsKey(key)) {
      return null;
    }
    String given = object.meta().uid();
    String uid = given.isEmpty() ? newUid(object.kind()) : given;
    T stored = object.with(object.meta().created(uid, ++resourceVersion, seconds()));
    table.slots.put(key, new Table.Slot<>(stored));
    append(table, new Change<>(ChangeType.ADDED, null, stored, time.nanos()));
    return stored;
  }

  /**
   * Writes the next version of what the caller read, by compare-and-swap on its resourceVersion.
   *
   * @return as stored; null where the object is gone (404) or has changed since (409)
   */
  public <T extends ApiObject<T>> @Nullable T replace(T next) {
    Table.Slot<T> slot = table(next.kind()).slots.get(next.meta().key());
    if (slot == null || slot.object.meta().resourceVersion() != next.meta().resourceVersion()) {
      return null;
    }
    return write(slot, next);
  }

  /**
   * Writes over whatever version there is, as a patch without preconditions does: {@code next} is
   * made from the current version.
   */
  public <T extends ApiObject<T>> T patch(T next) {
    Table.Slot<T> slot = table(next.kind()).slots.get(next.meta().key());
    if (slot == null || !slot.object.meta().uid().equals(next.meta().uid())) {
      throw new IllegalStateException("a patch is made from the current version: " + next.meta());
    }
    return write(slot, next);
  }

  /** Takes the object away at once; whoever watches sees its last version. */
  public <T extends ApiObject<T>> void remove(T object) {
    Table<T> table = table(object.kind());
    Table.Slot<T> slot = table.slots.remove(object.meta().key());
    if (slot == null) {
      throw new IllegalStateException("not there: " + object.meta());
    }
    T last = slot.object.with(slot.object.meta().version(++resourceVersion, generation(slot)));
    append(table, new Change<>(ChangeType.DELETED, slot.object, last, time.nanos()));
  }

  /** How many changes of a kind a watch may fall behind before it gets a 410. */
  public void keepLog(int changes) {
    logLength = Math.max(1, changes);
  }

  /** Compacts the whole log: each watch that is behind gets a 410. */
  public void compact() {
    tables.forEach(Table::compact);
  }

  /** Told each change at the instant it is written, after those that were told before it. */
  public void tap(Consumer<Change<? extends ApiObject<?>>> listener) {
    tap = tap.andThen(listener);
  }

  /** From now on new UIDs come from here. */
  public void uids(Supplier<String> source) {
    uidSource = source;
  }

  /** How many changes were written. */
  public long writes() {
    return writes;
  }

  /** Now, cut to whole seconds as metav1.Time does, in nanoseconds of virtual time. */
  public long seconds() {
    return time.nanos() / VirtualTime.SECOND * VirtualTime.SECOND;
  }

  private <T extends ApiObject<T>> T write(Table.Slot<T> slot, T next) {
    T before = slot.object;
    T unchanged = next.with(next.meta().version(before.meta().resourceVersion(), generation(slot)));
    if (unchanged.equals(before)) {
      return before;
    }
    boolean newSpec =
        !next.sameSpec(before)
            || !next.meta().sameRest(before.meta())
            || next.meta().terminating() != before.meta().terminating();
    T stored =
        next.with(next.meta().version(++resourceVersion, generation(slot) + (newSpec ? 1 : 0)));
    slot.object = stored;
    slot.mapped = null;
    append(table(next.kind()), new Change<>(ChangeType.MODIFIED, before, stored, time.nanos()));
    return stored;
  }

  private static <T extends ApiObject<T>> long generation(Table.Slot<T> slot) {
    return slot.object.meta().generation();
  }

  private <T extends ApiObject<T>> void append(Table<T> table, Change<T> change) {
    writes++;
    if (change.after().kind() != Kind.LEASE) { // renewals would drown the rest
      trace.say(
          "store",
          () ->
              change.type()
                  + " "
                  + change.after().kind()
                  + " "
                  + change.after().meta().key()
                  + " v"
                  + change.after().meta().resourceVersion()
                  + ": "
                  + change.after().summary());
    }
    table.append(change, logLength);
    tap.accept(change);
  }

  /**
   * A UID that begins at random: the ReplicaSet controller breaks ties by UID, so those must not be
   * in the order of creation.
   */
  private String newUid(Kind<?> kind) {
    if (uidSource != null) {
      return uidSource.get();
    }
    long bits = chance.bits();
    char[] random = new char[6];
    for (int i = 0; i < random.length; i++) {
      random[i] = HEX[(int) (bits >>> (4 * i)) & 15];
    }
    return new String(random) + "-" + kind.prefix() + ++uids;
  }
}
