package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.Action;
import io.github.spotaware.sandbox.access.Authorization;
import io.github.spotaware.sandbox.access.Tokens;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What is created and never stored: tokens, and answers to "may I". */
public final class AccessReviews {
  private static final int DEFAULT_LIFE = 3_600;

  private final Journal journal;
  private final Tokens tokens;
  private final Authorization authorization;

  AccessReviews(Journal journal, Tokens tokens, Authorization authorization) {
    this.journal = journal;
    this.tokens = tokens;
    this.authorization = authorization;
  }

  /**
   * POST serviceaccounts/token.
   *
   * @throws ApiError 404 where there is no such account
   */
  Answer token(Resource accounts, String namespace, String name, ObjectNode request) {
    ObjectNode account = journal.get(accounts, namespace, name);
    if (account == null) {
      throw ApiError.notFound(accounts, name);
    }
    Duration life = Duration.ofSeconds(request.at("/spec/expirationSeconds").asInt(DEFAULT_LIFE));
    ObjectNode answer = request.deepCopy();
    answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    answer
        .putObject("status")
        .put(
            "token",
            tokens.issue(
                User.serviceAccount(namespace, name, account.at("/metadata/uid").asText()), life))
        .put(
            "expirationTimestamp",
            Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS).toString());
    return new Answer(201, answer, List.of());
  }

  /** POST selfsubjectreviews: kubectl auth whoami. */
  public Answer whoAmI(User user) {
    ObjectNode review = Json.object().put("kind", "SelfSubjectReview");
    review.put("apiVersion", "authentication.k8s.io/v1").putObject("metadata");
    review.putObject("status").set("userInfo", user.info());
    return new Answer(201, review, List.of());
  }

  /** POST selfsubjectaccessreviews: kubectl auth can-i. */
  public Answer self(String body, User user) {
    ObjectNode review = Patch.object(body);
    JsonNode attributes = review.at("/spec/resourceAttributes");
    if (!attributes.isObject()) {
      throw ApiError.notImplemented("an access review of anything but a resource");
    }
    Action action = Action.of(attributes);
    boolean allowed = authorization.allows(user, action);
    ObjectNode status = review.putObject("status");
    status.put("allowed", allowed);
    if (!allowed) {
      status.put("reason", Authorization.why(user, action));
    }
    Json.in(review, "metadata").remove("creationTimestamp");
    return new Answer(201, review, List.of());
  }
}
