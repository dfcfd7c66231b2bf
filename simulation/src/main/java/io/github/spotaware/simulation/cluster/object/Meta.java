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
 * @param rest null in a run of the simulation
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
    @Nullable OwnerReference owner,
    @Nullable Unmodelled rest) {

  public static final long NEVER = -1;

  public Meta {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Of an object still to be created. */
  public static Meta of(Key key, Map<String, String> labels, @Nullable OwnerReference owner) {
    return new Meta(key, "", 0, 0, labels, Map.of(), 0, NEVER, owner, null);
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
    return new Meta(key, newUid, newVersion, 1, labels, annotations, at, NEVER, owner, rest);
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
        owner,
        rest);
  }

  public Meta terminatingSince(long at) {
    return new Meta(
        key, uid, resourceVersion, generation, labels, annotations, created, at, owner, rest);
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
        owner,
        rest);
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
        owner,
        rest);
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
        owner,
        rest);
  }

  /** With other things that the model gives no meaning. */
  public Meta with(@Nullable Unmodelled newRest) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        labels,
        annotations,
        created,
        deletionRequested,
        owner,
        newRest);
  }

  /** To be created under this UID. */
  public Meta withUid(String newUid) {
    return new Meta(
        key,
        newUid,
        resourceVersion,
        generation,
        labels,
        annotations,
        created,
        deletionRequested,
        owner,
        rest);
  }

  /** Controlled by this one; null by none. */
  public Meta with(@Nullable OwnerReference newOwner) {
    return new Meta(
        key,
        uid,
        resourceVersion,
        generation,
        labels,
        annotations,
        created,
        deletionRequested,
        newOwner,
        rest);
  }

  /** A write of this over {@code before} says the same of what the model gives no meaning. */
  public boolean sameRest(Meta before) {
    return rest == null || before.rest == null || rest.sameSpec(before.rest);
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
