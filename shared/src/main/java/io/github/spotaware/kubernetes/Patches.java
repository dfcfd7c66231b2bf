package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends patches as they are. The client's own way to patch an object reads it first, which our
 * patches have no use for: each says by itself what it was decided on.
 */
public final class Patches {
  /** The content type of an RFC 6902 patch, which may hold {@code test} operations. */
  public static final String JSON_PATCH = "application/json-patch+json";

  static final String MERGE_PATCH = "application/merge-patch+json";

  private final KubernetesClient client;
  private final String fieldManager;

  /**
   * Patches with this client.
   *
   * @param fieldManager who is named in managedFields
   */
  public Patches(KubernetesClient client, String fieldManager) {
    this.client = client;
    this.fieldManager = fieldManager;
  }

  /**
   * Returns once it is persisted.
   *
   * @param path of the object, without a query
   * @throws KubernetesClientException where it is not, or no answer came
   */
  public void send(String path, String contentType, String patch) {
    String server = client.getMasterUrl().toString().replaceAll("/$", "");
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(server + path + "?fieldManager=" + fieldManager)
            .patch(contentType, patch)
            .build();
    HttpResponse<String> response = send(request);
    if (!response.isSuccessful()) {
      throw new KubernetesClientException(status(response));
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client
          .getHttpClient()
          .sendAsync(request, String.class)
          .get(Clients.REQUEST_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw KubernetesClientException.launderThrowable(e.getCause());
    } catch (TimeoutException e) {
      throw new KubernetesClientException("no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(e);
    }
  }

  private Status status(HttpResponse<String> response) {
    Status said;
    try {
      said = client.getKubernetesSerialization().unmarshal(response.body(), Status.class);
    } catch (IllegalArgumentException e) {
      said = null;
    }
    return said != null && said.getCode() != null
        ? said
        : new StatusBuilder()
            .withCode(response.code())
            .withMessage("HTTP status " + response.code())
            .build();
  }
}
