package io.github.spotaware.sandbox.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Entry.Shown;
import io.github.spotaware.sandbox.projection.Codec;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.sandbox.resource.Resources;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is stored, as documents, and the last changes of each resource: the API server's
 * watch cache. It is written as each change is made, before whoever made it has an answer, so a
 * read is never older than the write it follows. Safe for use by several threads.
 */
public final class Journal {
  /** How many changes of a resource a watch may fall behind before it gets a 410. */
  public static final int KEPT = 4_096;

  /** Of one resource. */
  private static final class Table {
    final TreeMap<Key, Shown> shown = new TreeMap<>();
    final Deque<Entry> entries = new ArrayDeque<>();
    final List<Consumer<Entry>> followers = new ArrayList<>();

    /** The version of the last change that is no longer kept, or was never known. */
    long forgotten;

    Table(long since) {
      forgotten = since;
    }
  }

  /**
   * A resource at one moment.
   *
   * @param resourceVersion the store's
   */
  public record Snapshot(List<Shown> objects, long resourceVersion) {}

  private final Resources resources;
  private final Map<Resource, Table> tables = new HashMap<>();
  private long resourceVersion;

  /** To be made before the store has anything. */
  public Journal(Store store, Resources resources) {
    this.resources = resources;
    store.tap(this::append);
  }

  private synchronized void append(Change<? extends ApiObject<?>> change) {
    ApiObject<?> object = change.after();
    resourceVersion = object.meta().resourceVersion();
    for (Resource resource : resources.showing(object)) {
      append(resource, resource.codec(), change);
    }
  }

  @SuppressWarnings("unchecked") // The resource was found by the object's kind.
  private <T extends ApiObject<T>> void append(
      Resource resource, Codec<T> codec, Change<? extends ApiObject<?>> change) {
    Table table = table(resource);
    T object = (T) change.after();
    Shown now = shown(EventForm.of(resource, codec.show(object)));
    Key key = object.meta().key();
    boolean deleted = change.type() == ChangeType.DELETED;
    Shown before = deleted ? table.shown.remove(key) : table.shown.put(key, now);
    Entry entry =
        new Entry(resourceVersion, before, deleted ? null : now, deleted ? last(before, now) : now);
    table.entries.add(entry);
    if (table.entries.size() > KEPT) {
      table.forgotten = table.entries.remove().resourceVersion();
    }
    List.copyOf(table.followers).forEach(follower -> follower.accept(entry));
  }

  /** As it was; only the version is that of its end. */
  private static Shown last(@Nullable Shown before, Shown now) {
    if (before == null) {
      return now;
    }
    ObjectNode json = before.json().deepCopy();
    Json.in(json, "metadata")
        .set("resourceVersion", now.json().path("metadata").path("resourceVersion"));
    return shown(json);
  }

  private static Shown shown(ObjectNode json) {
    return new Shown(json, Json.text(json));
  }

  /** One object; null where there is none. Not to be changed. */
  public synchronized @Nullable ObjectNode get(Resource resource, String namespace, String name) {
    Shown shown = table(resource).shown.get(resource.codec().key(namespace, name));
    return shown == null ? null : shown.json();
  }

  /**
   * All of a resource, in the order of namespaces and names.
   *
   * @param namespace empty for all
   */
  public synchronized Snapshot list(Resource resource, String namespace) {
    List<Shown> found = new ArrayList<>();
    table(resource)
        .shown
        .forEach((key, shown) -> {
          if (namespace.isEmpty() || key.namespace().equals(namespace)) {
            found.add(shown);
          }
        });
    return new Snapshot(found, resourceVersion);
  }

  /**
   * Follows a resource: first what has changed since this version, then what changes.
   *
   * @param since 0 for all that there is now, as if it were new
   * @param follower told on the cluster's thread; it must not wait
   * @return ends it; null where the version is too old
   */
  public synchronized @Nullable Runnable follow(
      Resource resource, long since, Consumer<Entry> follower) {
    Table table = table(resource);
    if (since == 0) {
      table.shown.values().forEach(shown -> follower.accept(new Entry(0, null, shown, shown)));
    } else if (since < table.forgotten) {
      return null;
    } else {
      table.entries.stream().filter(entry -> entry.resourceVersion() > since).forEach(follower);
    }
    table.followers.add(follower);
    return () -> end(table, follower);
  }

  private synchronized void end(Table table, Consumer<Entry> follower) {
    table.followers.remove(follower);
  }

  public synchronized long resourceVersion() {
    return resourceVersion;
  }

  private Table table(Resource resource) {
    return tables.computeIfAbsent(resource, _ -> new Table(resourceVersion));
  }
}
