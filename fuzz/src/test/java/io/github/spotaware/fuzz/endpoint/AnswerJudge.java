package io.github.spotaware.fuzz.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.fuzz.run.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges an answer, by the call alone. */
final class AnswerJudge {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What the project answers about a review says what is wrong in one of these ways. */
  private static final Pattern SAYS_WHAT =
      Pattern.compile(
          "expected|is not |is missing|names no |is none|no valid JSON|can't be read|badly framed"
              + "|larger than|see /evictions");

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");
  private static final int LONGEST = 1_000;

  private final Set<String> reviewPaths;
  private final List<String> problems = new ArrayList<>();

  private AnswerJudge(Set<String> reviewPaths) {
    this.reviewPaths = reviewPaths;
  }

  /**
   * @param reviewPaths where AdmissionReviews are posted to
   */
  static Outcome judge(Set<String> reviewPaths, Call call, Answer answer) {
    AnswerJudge judge = new AnswerJudge(reviewPaths);
    Outcome fine = judge.look(call, answer);
    return judge.problems.isEmpty()
        ? fine
        : new Outcome.Wrong(
            String.join("; ", judge.problems) + ": " + answer.head() + " " + shown(answer.body()));
  }

  private Outcome look(Call call, Answer answer) {
    int status = answer.status();
    if (status == 200) {
      return call.method().equals("POST") && reviewPaths.contains(call.path())
          ? review(call, answer.body())
          : page(call, answer.body());
    }
    that(status >= 400 && status < 500, "status " + status);
    return refused(call, answer);
  }

  private Outcome page(Call call, String body) {
    that(call.method().equals("HEAD") || !body.isBlank(), "an empty page");
    return new Outcome.Accepted();
  }

  private Outcome refused(Call call, Answer answer) {
    String why = answer.body().strip();
    if (call.method().equals("HEAD")) {
      return new Outcome.Rejected("status " + answer.status());
    }
    that(!why.isEmpty(), "no reason is given");
    // What is no HTTP, Jetty answers: with its own words, and before any route.
    boolean ours = answer.header("Content-Type").equals("text/plain");
    if (ours) {
      that(!BREAKS.matcher(why).find(), "the reason has line breaks");
      that(why.length() <= LONGEST, "the reason has " + why.length() + " characters");
      that(SAYS_WHAT.matcher(why).find(), "the reason does not say what is wrong");
    }
    return new Outcome.Rejected(why);
  }

  private Outcome review(Call call, String body) {
    JsonNode answered;
    JsonNode asked;
    try {
      answered = JSON.readTree(body);
      asked = JSON.readTree(call.body());
    } catch (JsonProcessingException e) {
      that(false, "no JSON: " + e.getOriginalMessage());
      return new Outcome.Accepted();
    } catch (IOException e) {
      that(false, "not to be read: " + e);
      return new Outcome.Accepted();
    }
    JsonNode response = answered.path("response");
    that(
        answered.path("apiVersion").asText().equals("admission.k8s.io/v1")
            && answered.path("kind").asText().equals("AdmissionReview"),
        "no AdmissionReview");
    that(
        response.path("uid").isTextual()
            && response.path("uid").equals(asked.path("request").path("uid")),
        "the uid is not that of the request");
    that(response.path("allowed").isBoolean(), "neither allowed nor denied");
    for (JsonNode warning : response.path("warnings")) {
      that(!warning.asText().isBlank(), "an empty warning");
    }
    patch(response);
    return response.path("allowed").asBoolean() ? new Outcome.Accepted() : denied(response);
  }

  private void patch(JsonNode response) {
    if (response.path("patch").isMissingNode()) {
      return;
    }
    that(response.path("patchType").asText().equals("JSONPatch"), "a patch of no type");
    try {
      JsonNode operations =
          JSON.readTree(Base64.getDecoder().decode(response.path("patch").asText()));
      that(operations.isArray() && !operations.isEmpty(), "an empty patch");
      for (JsonNode operation : operations) {
        that(operation.path("op").isTextual() && operation.path("path").isTextual(), "no patch");
      }
    } catch (IOException | IllegalArgumentException e) {
      that(false, "a patch that can't be read: " + e);
    }
  }

  private Outcome denied(JsonNode response) {
    JsonNode status = response.path("status");
    String message = status.path("message").asText();
    int code = status.path("code").asInt();
    that(code == 429 || code == 422, "denied with code " + code);
    that(!message.isBlank(), "denied without a message");
    that(!status.path("reason").asText().isBlank(), "denied without a reason");
    return new Outcome.Rejected(message);
  }

  private void that(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private static String shown(String body) {
    return body.length() > 400 ? body.substring(0, 400) + "…" : body;
  }
}
