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
    Reading read(AdmissionRequest request) throws Malformed;
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
    } catch (Malformed e) {
      return Rejection.malformed(String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      // Without the location's excerpt of the source, which would put an unknown body into logs.
      return Rejection.malformed(
          "the body is no valid JSON: " + Text.oneLine(e.getOriginalMessage()));
    } catch (IOException e) {
      return Rejection.malformed("the body can't be read as JSON: " + Text.oneLine(e.toString()));
    }
  }

  /** What is wrong with a Content-Type, looked at before a body is read; nothing for JSON. */
  public static Optional<Rejection> rejectType(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        ? Optional.empty()
        : Optional.of(Rejection.wrongType(Text.oneLine(contentType)));
  }

  private static Reading review(JsonFields review, RequestReader reader) throws Malformed {
    String apiVersion = review.text("apiVersion");
    String kind = review.text("kind");
    if (!apiVersion.equals(API_VERSION) || !kind.equals(KIND)) {
      throw new Malformed(
          String.format(
              "apiVersion '%s', kind '%s'; expected '%s', '%s'",
              Text.oneLine(apiVersion), Text.oneLine(kind), API_VERSION, KIND));
    }
    JsonFields request = review.object("request");
    if (request.isAbsent()) {
      throw new Malformed("request is missing; expected an " + KIND + " that asks something");
    }
    if (request.text("uid").isBlank()) {
      throw new Malformed("request.uid is missing, so no answer can be given");
    }
    return reader.read(new AdmissionRequest(request));
  }

  private static Reading eviction(AdmissionRequest request) throws Malformed {
    request.expectResource("", "pods", "eviction");
    JsonFields options = request.object("object").object("deleteOptions");
    return new EvictionCall(
        request.uid(),
        request.namespace(),
        request.name("pod", EvictionCall::isPodName, "object"),
        Optional.of(options.object("preconditions").text("uid")).filter(uid -> !uid.isBlank()),
        // request.dryRun knows the URL only; kubectl drain --dry-run=server sends it in the body.
        request.isDryRun() | options.listHolds("dryRun", "All"),
        request.user());
  }

  private static Reading node(AdmissionRequest request) throws Malformed {
    request.expectResource("", "nodes", "");
    String operation = request.operation("UPDATE", "DELETE");
    JsonFields wasSpec = request.object("oldObject").object("spec");
    JsonFields spec = request.object("object").object("spec");
    Set<String> newTaints = spec.eachText("taints", "key");
    newTaints.removeAll(wasSpec.eachText("taints", "key"));
    return new NodeCall(
        request.uid(),
        request.name("node", EvictionCall::isSubdomain, "oldObject"),
        spec.flag("unschedulable") && !wasSpec.flag("unschedulable"),
        newTaints,
        operation.equals("DELETE"),
        request.isDryRun());
  }

  private static Reading deployment(AdmissionRequest request) throws Malformed {
    request.expectResource("apps", "deployments", "");
    boolean update = request.operation("CREATE", "UPDATE").equals("UPDATE");
    String namespace = request.namespace();
    JsonFields object = request.presentObject("object");
    Optional<JsonFields> before =
        update ? Optional.of(request.presentObject("oldObject")) : Optional.empty();
    String name = request.nameOfObject("Deployment", EvictionCall::isSubdomain);
    return new DeploymentCall(
        request.uid(),
        new DeploymentChange(
            before.isPresent()
                ? Optional.of(DeploymentFields.read(namespace, name, before.get()))
                : Optional.empty(),
            DeploymentFields.read(namespace, name, object)),
        request.user());
  }

  private static Reading count(AdmissionRequest request) throws Malformed {
    boolean scale = request.subResource().equals("scale");
    request.expectResource("apps", "deployments", scale ? "scale" : "");
    request.operation("UPDATE");
    DeploymentRef deployment =
        new DeploymentRef(
            request.namespace(), request.ownName("Deployment", EvictionCall::isSubdomain));
    JsonFields object = request.presentObject("object");
    JsonFields before = request.presentObject("oldObject");
    // A Scale leaves a count of 0 out (autoscaling/v1, omitempty); a Deployment's is defaulted.
    int whenAbsent = scale ? 0 : Schedule.ORIGINAL_REPLICAS;
    List<JsonFields> owned = CountOwnership.entries(before.object("metadata"));
    return new CountCall(
        request.uid(),
        new CountWrite(
            deployment,
            before.object("metadata").text("uid"),
            CountOwnership.owners(owned),
            before.object("spec").number("replicas", whenAbsent),
            object.object("spec").number("replicas", whenAbsent),
            request.isDryRun(),
            CountCall.OUR_USERS.contains(request.user())),
        CountOwnership.kept(owned, CountOwnership.entries(object.object("metadata"))),
        request.user());
  }

  private static Reading budget(AdmissionRequest request) throws Malformed {
    request.expectResource("policy", "poddisruptionbudgets", "");
    request.operation("CREATE", "UPDATE");
    String namespace = request.namespace();
    JsonFields object = request.presentObject("object");
    String name = request.nameOfObject("PodDisruptionBudget", EvictionCall::isSubdomain);
    try {
      return new BudgetCall(
          request.uid(),
          new BudgetChange(namespace, name, BudgetFields.selector(object), request.isDryRun()),
          request.user());
    } catch (IllegalArgumentException e) {
      throw new Malformed(
          "object.spec.selector is none: " + Text.oneLine(String.valueOf(e.getMessage())));
    }
  }

  private static Reading delete(AdmissionRequest request) throws Malformed {
    request.expectResource("", "pods", "");
    request.operation("DELETE");
    JsonFields metadata = request.object("oldObject").object("metadata");
    JsonFields options = request.object("options");
    return new DeleteCall(
        request.uid(),
        request.namespace(),
        // A DELETE of the collection is asked about pod by pod, and has no name in the request.
        request.name("pod", EvictionCall::isPodName, "oldObject"),
        // A precondition on another UID is refused before the webhook is asked.
        Optional.of(metadata.text("uid")).filter(uid -> !uid.isBlank()),
        !metadata.text("deletionTimestamp").isEmpty(),
        options.isZero("gracePeriodSeconds"),
        request.isDryRun() | options.listHolds("dryRun", "All"),
        request.user());
  }

  private static Reading pod(AdmissionRequest request) throws Malformed {
    request.expectResource("", "pods", "");
    request.operation("CREATE");
    String namespace = request.namespace();
    JsonFields object = request.presentObject("object");
    return new PodCall(
        request.uid(),
        PodFields.read(namespace, object),
        Text.oneLine(PodFields.name(object)),
        PodFields.present(object));
  }
}
