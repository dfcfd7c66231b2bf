package io.github.spotaware.webhook.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.backstop.BudgetChange;
import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.validation.DeploymentChange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads AdmissionReviews of {@code pods/eviction}, of {@code nodes}, of {@code deployments}, of
 * their count, of {@code poddisruptionbudgets} and of {@code pods}, both of their CREATE and of
 * their DELETE. The bytes may come from anyone who reaches the port, so no type is trusted, and
 * what is wrong is said in a {@link Rejection} rather than thrown.
 */
public final class AdmissionReviews {
  /** The largest body that is read, in bytes: the API server takes no request over 3 MiB itself. */
  public static final int MAX_BYTES = 3 * 1024 * 1024;

  private static final String API_VERSION = "admission.k8s.io/v1";
  private static final String KIND = "AdmissionReview";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private AdmissionReviews() {}

  /** What a review asks, read from its {@code request}. */
  private interface RequestReader {
    Reading read(JsonFields request) throws JsonFields.WrongType;
  }

  /**
   * Reads a request's body about an eviction.
   *
   * @param contentType the header's value, empty when there is none
   */
  public static Reading readEviction(String contentType, byte[] body) {
    return read(contentType, body, AdmissionReviews::eviction);
  }

  /** The same about a Node. */
  public static Reading readNode(String contentType, byte[] body) {
    return read(contentType, body, AdmissionReviews::node);
  }

  /** The same about a Deployment. */
  public static Reading readDeployment(String contentType, byte[] body) {
    return read(contentType, body, AdmissionReviews::deployment);
  }

  /** The same about the delete of a pod. */
  public static Reading readDelete(String contentType, byte[] body) {
    return read(contentType, body, AdmissionReviews::delete);
  }

  /** The same about a pod. */
  public static Reading readPod(String contentType, byte[] body) {
    return read(contentType, body, AdmissionReviews::pod);
  }

  /** The same about a PodDisruptionBudget. */
  public static Reading readBudget(String contentType, byte[] body) {
    return read(contentType, body, AdmissionReviews::budget);
  }

  /** The same about the count of a Deployment, written by itself or through its scale. */
  public static Reading readCount(String contentType, byte[] body) {
    return read(contentType, body, AdmissionReviews::count);
  }

  private static Reading read(String contentType, byte[] body, RequestReader reader) {
    Optional<Rejection> rejected = rejectType(contentType);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    if (body.length > MAX_BYTES) {
      return Rejection.tooLarge();
    }
    try {
      JsonNode root = JSON.readTree(body);
      return root.isObject()
          ? review(JsonFields.of("", root), reader)
          : Rejection.malformed("the body is no JSON object; expected an " + KIND);
    } catch (JsonFields.WrongType e) {
      return Rejection.malformed(String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      // Without the location's excerpt of the source, which would put an unknown body into logs.
      return Rejection.malformed("the body is no valid JSON: " + oneLine(e.getOriginalMessage()));
    } catch (IOException e) {
      return Rejection.malformed("the body can't be read as JSON: " + oneLine(e.toString()));
    }
  }

  /** What is wrong with a Content-Type, looked at before a body is read; nothing for JSON. */
  public static Optional<Rejection> rejectType(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        ? Optional.empty()
        : Optional.of(Rejection.wrongType(oneLine(contentType)));
  }

  private static Reading review(JsonFields review, RequestReader reader)
      throws JsonFields.WrongType {
    String apiVersion = review.text("apiVersion");
    String kind = review.text("kind");
    if (!apiVersion.equals(API_VERSION) || !kind.equals(KIND)) {
      return Rejection.malformed(
          String.format(
              "apiVersion '%s', kind '%s'; expected '%s', '%s'",
              oneLine(apiVersion), oneLine(kind), API_VERSION, KIND));
    }
    JsonFields request = review.object("request");
    if (request.isAbsent()) {
      return Rejection.malformed(
          "request is missing; expected an " + KIND + " that asks something");
    }
    if (request.text("uid").isBlank()) {
      return Rejection.malformed("request.uid is missing, so no answer can be given");
    }
    return reader.read(request);
  }

  private static Reading eviction(JsonFields request) throws JsonFields.WrongType {
    Optional<Rejection> other = rejectResource(request, "", "pods", "eviction");
    if (other.isPresent()) {
      return other.get();
    }
    JsonFields object = request.object("object");
    JsonFields options = object.object("deleteOptions");
    String namespace = request.text("namespace");
    if (!EvictionCall.isNamespace(namespace)) {
      return Rejection.malformed(
          "request.namespace '" + oneLine(namespace) + "' names no namespace");
    }
    String podName = request.text("name");
    if (podName.isEmpty()) {
      podName = object.object("metadata").text("name");
    }
    if (!EvictionCall.isPodName(podName)) {
      return Rejection.malformed(
          "'" + oneLine(podName) + "' names no pod; expected request.name or object.metadata.name");
    }
    return new EvictionCall(
        request.text("uid"),
        namespace,
        podName,
        Optional.of(options.object("preconditions").text("uid")).filter(uid -> !uid.isBlank()),
        // request.dryRun knows the URL only; kubectl drain --dry-run=server sends it in the body.
        request.flag("dryRun") | options.listHolds("dryRun", "All"),
        request.object("userInfo").text("username"));
  }

  private static Reading node(JsonFields request) throws JsonFields.WrongType {
    Optional<Rejection> other = rejectResource(request, "", "nodes", "");
    if (other.isPresent()) {
      return other.get();
    }
    String operation = request.text("operation");
    if (!operation.equals("UPDATE") && !operation.equals("DELETE")) {
      return Rejection.malformed(
          "operation '" + oneLine(operation) + "'; expected UPDATE or DELETE");
    }
    JsonFields before = request.object("oldObject");
    String name = request.text("name");
    if (name.isEmpty()) {
      name = before.object("metadata").text("name");
    }
    if (!EvictionCall.isSubdomain(name)) {
      return Rejection.malformed(
          "'"
              + oneLine(name)
              + "' names no node; expected request.name or oldObject.metadata.name");
    }
    JsonFields wasSpec = before.object("spec");
    JsonFields spec = request.object("object").object("spec");
    Set<String> newTaints = spec.eachText("taints", "key");
    newTaints.removeAll(wasSpec.eachText("taints", "key"));
    return new NodeCall(
        request.text("uid"),
        name,
        spec.flag("unschedulable") && !wasSpec.flag("unschedulable"),
        newTaints,
        operation.equals("DELETE"),
        request.flag("dryRun"));
  }

  private static Reading deployment(JsonFields request) throws JsonFields.WrongType {
    Optional<Rejection> other = rejectResource(request, "apps", "deployments", "");
    if (other.isPresent()) {
      return other.get();
    }
    String operation = request.text("operation");
    if (!operation.equals("CREATE") && !operation.equals("UPDATE")) {
      return Rejection.malformed(
          "operation '" + oneLine(operation) + "'; expected CREATE or UPDATE");
    }
    String namespace = request.text("namespace");
    if (!EvictionCall.isNamespace(namespace)) {
      return Rejection.malformed(
          "request.namespace '" + oneLine(namespace) + "' names no namespace");
    }
    JsonFields object = request.object("object");
    JsonFields before = request.object("oldObject");
    boolean update = operation.equals("UPDATE");
    if (object.isAbsent() || (update && before.isAbsent())) {
      return Rejection.malformed(
          "request." + (object.isAbsent() ? "object" : "oldObject") + " is missing");
    }
    // Where a name was to be generated, it stands in the object and not in the request.
    String name = object.object("metadata").text("name");
    if (!EvictionCall.isSubdomain(name)) {
      return Rejection.malformed(
          "'" + oneLine(name) + "' names no Deployment; expected object.metadata.name");
    }
    return new DeploymentCall(
        request.text("uid"),
        new DeploymentChange(
            update ? Optional.of(DeploymentFields.read(namespace, name, before)) : Optional.empty(),
            DeploymentFields.read(namespace, name, object)),
        request.object("userInfo").text("username"));
  }

  private static Reading count(JsonFields request) throws JsonFields.WrongType {
    boolean scale = request.text("subResource").equals("scale");
    Optional<Rejection> other =
        rejectResource(request, "apps", "deployments", scale ? "scale" : "");
    if (other.isPresent()) {
      return other.get();
    }
    String operation = request.text("operation");
    if (!operation.equals("UPDATE")) {
      return Rejection.malformed("operation '" + oneLine(operation) + "'; expected UPDATE");
    }
    String namespace = request.text("namespace");
    if (!EvictionCall.isNamespace(namespace)) {
      return Rejection.malformed(
          "request.namespace '" + oneLine(namespace) + "' names no namespace");
    }
    String name = request.text("name");
    if (!EvictionCall.isSubdomain(name)) {
      return Rejection.malformed(
          "'" + oneLine(name) + "' names no Deployment; expected request.name");
    }
    JsonFields object = request.object("object");
    JsonFields before = request.object("oldObject");
    if (object.isAbsent() || before.isAbsent()) {
      return Rejection.malformed(
          "request." + (object.isAbsent() ? "object" : "oldObject") + " is missing");
    }
    // A Scale leaves a count of 0 out (autoscaling/v1, omitempty); a Deployment's is defaulted.
    int whenAbsent = scale ? 0 : Schedule.ORIGINAL_REPLICAS;
    String user = request.object("userInfo").text("username");
    List<JsonFields> owned = before.object("metadata").objects("managedFields");
    return new CountCall(
        request.text("uid"),
        new CountWrite(
            new DeploymentRef(namespace, name),
            before.object("metadata").text("uid"),
            CountOwnership.owners(owned),
            before.object("spec").number("replicas", whenAbsent),
            object.object("spec").number("replicas", whenAbsent),
            request.flag("dryRun"),
            CountCall.OUR_USERS.contains(user)),
        CountOwnership.kept(owned, object.object("metadata").objects("managedFields")),
        user);
  }

  private static Reading budget(JsonFields request) throws JsonFields.WrongType {
    Optional<Rejection> other = rejectResource(request, "policy", "poddisruptionbudgets", "");
    if (other.isPresent()) {
      return other.get();
    }
    String operation = request.text("operation");
    if (!operation.equals("CREATE") && !operation.equals("UPDATE")) {
      return Rejection.malformed(
          "operation '" + oneLine(operation) + "'; expected CREATE or UPDATE");
    }
    String namespace = request.text("namespace");
    if (!EvictionCall.isNamespace(namespace)) {
      return Rejection.malformed(
          "request.namespace '" + oneLine(namespace) + "' names no namespace");
    }
    JsonFields object = request.object("object");
    if (object.isAbsent()) {
      return Rejection.malformed("request.object is missing");
    }
    // Where a name was to be generated, it stands in the object and not in the request.
    String name = object.object("metadata").text("name");
    if (!EvictionCall.isSubdomain(name)) {
      return Rejection.malformed(
          "'" + oneLine(name) + "' names no PodDisruptionBudget; expected object.metadata.name");
    }
    try {
      return new BudgetCall(
          request.text("uid"),
          new BudgetChange(namespace, name, BudgetFields.selector(object), request.flag("dryRun")),
          request.object("userInfo").text("username"));
    } catch (IllegalArgumentException e) {
      return Rejection.malformed(
          "object.spec.selector is none: " + oneLine(String.valueOf(e.getMessage())));
    }
  }

  private static Reading delete(JsonFields request) throws JsonFields.WrongType {
    Optional<Rejection> other = rejectResource(request, "", "pods", "");
    if (other.isPresent()) {
      return other.get();
    }
    String operation = request.text("operation");
    if (!operation.equals("DELETE")) {
      return Rejection.malformed("operation '" + oneLine(operation) + "'; expected DELETE");
    }
    String namespace = request.text("namespace");
    if (!EvictionCall.isNamespace(namespace)) {
      return Rejection.malformed(
          "request.namespace '" + oneLine(namespace) + "' names no namespace");
    }
    JsonFields metadata = request.object("oldObject").object("metadata");
    JsonFields options = request.object("options");
    // A DELETE of the collection is asked about pod by pod, and has no name in the request.
    String podName = request.text("name");
    if (podName.isEmpty()) {
      podName = metadata.text("name");
    }
    if (!EvictionCall.isPodName(podName)) {
      return Rejection.malformed(
          "'"
              + oneLine(podName)
              + "' names no pod; expected request.name or oldObject.metadata.name");
    }
    return new DeleteCall(
        request.text("uid"),
        namespace,
        podName,
        // A precondition on another UID is refused before the webhook is asked.
        Optional.of(metadata.text("uid")).filter(uid -> !uid.isBlank()),
        !metadata.text("deletionTimestamp").isEmpty(),
        options.isZero("gracePeriodSeconds"),
        request.flag("dryRun") | options.listHolds("dryRun", "All"),
        request.object("userInfo").text("username"));
  }

  private static Reading pod(JsonFields request) throws JsonFields.WrongType {
    Optional<Rejection> other = rejectResource(request, "", "pods", "");
    if (other.isPresent()) {
      return other.get();
    }
    String operation = request.text("operation");
    if (!operation.equals("CREATE")) {
      return Rejection.malformed("operation '" + oneLine(operation) + "'; expected CREATE");
    }
    String namespace = request.text("namespace");
    if (!EvictionCall.isNamespace(namespace)) {
      return Rejection.malformed(
          "request.namespace '" + oneLine(namespace) + "' names no namespace");
    }
    JsonFields object = request.object("object");
    if (object.isAbsent()) {
      return Rejection.malformed("request.object is missing");
    }
    return new PodCall(
        request.text("uid"),
        PodFields.read(namespace, object),
        oneLine(PodFields.name(object)),
        PodFields.present(object));
  }

  private static Optional<Rejection> rejectResource(
      JsonFields request, String wantedGroup, String wantedName, String wantedSubResource)
      throws JsonFields.WrongType {
    JsonFields resource = request.object("resource");
    String group = resource.text("group");
    String name = resource.text("resource");
    String subResource = request.text("subResource");
    if (group.equals(wantedGroup)
        && name.equals(wantedName)
        && subResource.equals(wantedSubResource)) {
      return Optional.empty();
    }
    String asked = withGroup(name, group) + withSlash(subResource);
    return Optional.of(
        Rejection.malformed(
            "asked about '"
                + oneLine(asked)
                + "'; expected '"
                + withGroup(wantedName, wantedGroup)
                + withSlash(wantedSubResource)
                + "': see the webhook's rules"));
  }

  private static String withGroup(String name, String group) {
    return group.isEmpty() ? name : name + "." + group;
  }

  private static String withSlash(String subResource) {
    return subResource.isEmpty() ? "" : "/" + subResource;
  }

  /** A stranger's text as it may stand in an answer or a log: short, and without line breaks. */
  private static String oneLine(String text) {
    String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", " ");
  }
}
