package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.admission.Review;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.projection.CountOwners;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creates and changes objects as the generic registry does (apiserver
 * registry/generic/registry/store.go): a change is made of what is stored, admitted, and persisted
 * if that is unchanged; otherwise all of that again, unless the client named a version.
 */
public final class Objects {
  private static final int TRIES = 20;
  private static final String METADATA = "metadata";
  private static final String VERSION = "resourceVersion";

  private final Journal journal;
  private final Commit commit;
  private final Admission admission;
  private final Creation creation;
  private final Defaults defaults = new Defaults();

  Objects(Journal journal, Commit commit, Admission admission) {
    this.journal = journal;
    this.commit = commit;
    this.admission = admission;
    this.creation = new Creation(journal, commit, admission, defaults);
  }

  /** POST. */
  public Answer create(Resource resource, String namespace, ObjectNode body, Call call) {
    return creation.create(resource, namespace, body.deepCopy(), Map.of(), call);
  }

  static void checkNamespace(String namespace, ObjectNode metadata) {
    String named = metadata.path("namespace").asText();
    if (!named.isEmpty() && !named.equals(namespace)) {
      throw ApiError.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  /** GET, of the part that a subresource is. */
  public ObjectNode get(Resource resource, String namespace, String name, String subresource) {
    return Subresource.of(resource, subresource).show(stored(resource, namespace, name));
  }

  /** PUT. */
  public Answer update(
      Resource resource,
      String namespace,
      String name,
      String subresource,
      ObjectNode body,
      Call call) {
    String named = body.at("/metadata/name").asText();
    if (!named.isEmpty() && !named.equals(name)) {
      throw ApiError.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(named, name));
    }
    checkNamespace(namespace, body.withObjectProperty(METADATA));
    return write(
        resource,
        namespace,
        name,
        subresource,
        before -> {
          checkUid(resource, name, before, body);
          return body.deepCopy();
        },
        call);
  }

  /** PATCH; an apply may create. */
  public Answer patch(
      Resource resource,
      String namespace,
      String name,
      String subresource,
      String contentType,
      String body,
      Call call) {
    if (contentType.equals(Patch.APPLY)) {
      if (!subresource.isEmpty()) {
        throw ApiError.notImplemented("an apply of the subresource " + subresource);
      }
      return apply(resource, namespace, name, Patch.object(body), call);
    }
    return write(resource, namespace, name, subresource, Patch.of(contentType, body), call);
  }

  private Answer apply(
      Resource resource, String namespace, String name, ObjectNode applied, Call call) {
    String manager = call.query().getOrDefault("fieldManager", "");
    if (manager.isEmpty()) {
      ObjectNode status =
          ApiError.status(
              422,
              "Invalid",
              "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                  + " for apply patch");
      status
          .putObject("details")
          .putArray("causes")
          .addObject()
          .put("reason", "FieldValueRequired")
          .put("field", "fieldManager");
      throw new ApiError(status);
    }
    applied.withObjectProperty(METADATA).put("name", name);
    if (journal.get(resource, namespace, name) == null) {
      ObjectNode object = applied.deepCopy();
      if (resource.kind().equals("Deployment")) {
        CountOwnership.apply(Json.object(), object, applied, manager, true);
      }
      return creation.create(resource, namespace, object, Map.of(manager, applied), call);
    }
    boolean force = Boolean.parseBoolean(call.query().getOrDefault("force", "false"));
    return write(
        resource,
        namespace,
        name,
        "",
        before -> {
          ObjectNode next = StrategicMerge.apply(before, withoutIdentity(applied));
          if (resource.kind().equals("Deployment")) {
            CountOwnership.apply(before, next, applied, manager, force);
            if (CountOwners.read(next).isEmpty()) {
              Json.in(next, "spec").remove("replicas"); // nobody's any more: the default again
            }
          }
          return next;
        },
        Map.of(manager, applied),
        call);
  }

  private static ObjectNode withoutIdentity(ObjectNode applied) {
    ObjectNode patch = applied.deepCopy();
    patch.remove(List.of("apiVersion", "kind"));
    Json.in(patch, METADATA).remove("creationTimestamp");
    return patch;
  }

  private Answer write(
      Resource resource,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> change,
      Call call) {
    return write(resource, namespace, name, subresource, change, Map.of(), call);
  }

  private Answer write(
      Resource resource,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> change,
      Map<String, JsonNode> applied,
      Call call) {
    Subresource part = Subresource.of(resource, subresource);
    for (int left = TRIES; left > 0; left--) {
      ObjectNode whole = stored(resource, namespace, name);
      ObjectNode shown = part.show(whole);
      ObjectNode written = change.apply(shown.deepCopy());
      checkIdentity(resource, name, whole, written);
      WrittenObject next =
          new WrittenObject(resource, subresource, part, whole, shown, written, applied.isEmpty());
      List<String> warnings = new ArrayList<>();
      ObjectNode stored = persist(next, applied, call, warnings);
      if (stored != null) {
        return new Answer(200, part.show(stored), warnings);
      }
    }
    throw ApiError.modified(resource, name);
  }

  /** Null where another version is stored by now. */
  private @Nullable ObjectNode persist(
      WrittenObject write, Map<String, JsonNode> applied, Call call, List<String> warnings) {
    Resource resource = write.resource();
    ObjectNode next = write.merged(write.written(), defaults);
    if (!resource.kind().equals("Deployment")) {
      Json.in(next, METADATA).remove("managedFields");
    } else if (write.owns()) {
      CountOwnership.update(write.whole(), next, call.fieldManager(), write.subresource());
    }
    ObjectNode proposed = write.part().show(next);
    Admission.Admitted admitted =
        admission.admit(
            Review.update(
                resource,
                write.subresource(),
                proposed,
                write.shown(),
                call.asking(),
                applied.isEmpty() ? "UpdateOptions" : "PatchOptions"),
            call.deadline());
    warnings.addAll(admitted.warnings());
    if (!admitted.object().equals(proposed)) {
      next = write.merged(admitted.object(), defaults);
      if (write.part() == Subresource.SCALE) {
        CountOwnership.update(write.whole(), next, call.fieldManager(), write.subresource());
      }
    }
    if (call.dryRun()) {
      return next;
    }
    return commit.replace(
        resource, next, write.whole().at("/metadata/resourceVersion").asText(), applied);
  }

  /** An update of another object of this name. */
  private static void checkUid(Resource resource, String name, ObjectNode before, ObjectNode body) {
    String uid = body.at("/metadata/uid").asText();
    String stored = before.at("/metadata/uid").asText();
    if (!uid.isEmpty() && !uid.equals(stored)) {
      throw ApiError.conflict(
          resource,
          name,
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, stored));
    }
  }

  /**
   * What the client says of the object has to be so. Where it named a version, this ends the next
   * try.
   */
  private static void checkIdentity(
      Resource resource, String name, ObjectNode whole, ObjectNode written) {
    String version = written.at("/metadata/resourceVersion").asText();
    if (!version.isEmpty() && !version.equals(whole.at("/metadata/resourceVersion").asText())) {
      throw ApiError.modified(resource, name);
    }
    String uid = written.at("/metadata/uid").asText();
    if (!uid.isEmpty() && !uid.equals(whole.at("/metadata/uid").asText())) {
      throw ApiError.invalid(
          resource, name, "metadata.uid", "Invalid value: \"" + uid + "\": field is immutable");
    }
  }

  /**
   * @throws ApiError 404
   */
  private ObjectNode stored(Resource resource, String namespace, String name) {
    ObjectNode stored = journal.get(resource, namespace, name);
    if (stored == null) {
      throw ApiError.notFound(resource, name);
    }
    return stored;
  }
}
