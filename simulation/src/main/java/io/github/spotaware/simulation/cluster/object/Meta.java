package io.github.spotaware.simulation.cluster.object;

import io.github.spotaware.workload.OwnerReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ObjectMeta. Times are nanoseconds of virtual time, cut to whole seconds as the API does.
 *
 * @param labels never iterated over, so an order is not needed
 * @param uid empty before the object is created
 * @param created when it was created
 * @param deletionRequested when it began to terminate; {@link #NEVER} while it does not
 * @param owner its controller
 */
public record Meta(
    Key key,
    String uid,
    long resourceVersion,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    long created,
    long deletionRequested,
    @Nullable OwnerReference owner) {

  public static final long NEVER = -1;

  public Meta {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Of an object still to be created. */
  public static Meta of(Key key, Map<String, String> labels, @Nullable OwnerReference owner) {
    return new Meta(key, "", 0, 0, labels, Map.of(), 0, NEVER, owner);
  }

  public static Meta of(Key key) {
    return of(key, Map.of(), null);
  }

  public String namespace() {
    return key.namespace();
  }

  public String name() {
    return key.name();
  }

  public boolean terminating() {
    return deletionRequested != NEVER;
  }

  /** Its controller is the object of this UID. */
  public boolean ownedBy(String ownerUid) {
    return owner != null && owner.uid().equals(ownerUid);
  }

  public Meta created(String newUid, long newVersion, long at) {
    return new Meta(key, newUid, newVersion, 1, labels, annotations, at, NEVER, owner);
  }

  public Meta version(long newVersion, long newGeneration) {
    return new Meta(
        key,
        uid,
        newVersion,
        newGeneration,
        labels,
        annotations,
        created,
        deletionRequested,
        owner);
  }

  public Meta terminatingSince(long at) {
    return new Meta(key, uid, resourceVersion, generation, labels, annotations, created, at, owner);
  }

  /** Null removes the label. */
  public Meta label(String name, @Nullable String value) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        edited(labels, name, value),
        annotations,
        created,
        deletionRequested,
        owner);
  }

  /** Null removes the annotation. */
  public Meta annotation(String name, @Nullable String value) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        labels,
        edited(annotations, name, value),
        created,
        deletionRequested,
        owner);
  }

  /** An update replaces both: what the new manifest says of them is all there is. */
  public Meta manifest(Map<String, String> newLabels, Map<String, String> newAnnotations) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        newLabels,
        newAnnotations,
        created,
        deletionRequested,
        owner);
  }

  private static Map<String, String> edited(
      Map<String, String> map, String name, @Nullable String value) {
    Map<String, String> edited = new LinkedHashMap<>(map);
    if (value == null) {
      edited.remove(name);
    } else {
      edited.put(name, value);
    }
    return Map.copyOf(edited);
  }
}
