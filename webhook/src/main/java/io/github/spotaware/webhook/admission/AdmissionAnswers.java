package io.github.spotaware.webhook.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponseBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes answers as the AdmissionReview that the API server reads. */
public final class AdmissionAnswers {
  /** Escaped, half of a surrogate pair can be repeated too; JSON may have one, UTF-8 can't. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private AdmissionAnswers() {}

  /**
   * The body of an HTTP 200.
   *
   * @param reviewUid the UID of the review that is answered
   */
  public static byte[] write(String reviewUid, AdmissionAnswer answer) {
    try {
      return JSON.writeValueAsBytes(
          new AdmissionReviewBuilder().withResponse(response(reviewUid, answer)).build());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An AdmissionReview can't be written as JSON", e);
    }
  }

  private static AdmissionResponse response(String reviewUid, AdmissionAnswer answer) {
    AdmissionResponseBuilder response = new AdmissionResponseBuilder().withUid(reviewUid);
    return switch (answer) {
      case AdmissionAnswer.Allow(var warnings) ->
          response.withAllowed(true).withWarnings(warnings).build();
      case AdmissionAnswer.AllowWithPatch(String patch, var warnings) ->
          response
              .withAllowed(true)
              .withWarnings(warnings)
              .withPatchType("JSONPatch")
              .withPatch(Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8)))
              .build();
      case AdmissionAnswer.Deny(int code, String reason, String message) ->
          response
              .withAllowed(false)
              .withStatus(
                  new StatusBuilder()
                      .withStatus("Failure")
                      .withCode(code)
                      .withReason(reason)
                      .withMessage(message)
                      .build())
              .build();
      case AdmissionAnswer.Invalid invalid ->
          response.withAllowed(false).withStatus(status(invalid)).build();
    };
  }

  private static Status status(AdmissionAnswer.Invalid invalid) {
    return new StatusBuilder()
        .withStatus("Failure")
        .withCode(422)
        .withReason("Invalid")
        .withMessage(invalid.message())
        .withNewDetails()
        .withGroup("apps")
        .withKind("Deployment")
        .withName(invalid.name())
        .withCauses(
            invalid.fields().stream()
                .map(field -> new StatusCause(field.key(), field.problem(), "FieldValueInvalid"))
                .toList())
        .endDetails()
        .build();
  }
}
