package io.github.spotaware.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.github.spotaware.simulation.cluster.object.Pod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a node has what a pod asks for: CPU, memory and host ports, beside the pods that are
 * there.
 *
 * @param others the pods on the node that have not ended
 */
record NodeRoom(List<Pod> others) {
  private static final Map<String, BigDecimal> SIZE =
      Map.of("cpu", amount("8"), "memory", amount("32Gi"));

  boolean has(Pod pod) {
    for (Map.Entry<String, BigDecimal> each : SIZE.entrySet()) {
      BigDecimal sum = requests(pod, each.getKey());
      for (Pod other : others) {
        sum = sum.add(requests(other, each.getKey()));
      }
      if (sum.compareTo(each.getValue()) > 0) {
        return false;
      }
    }
    Set<Integer> taken = new HashSet<>();
    others.forEach(other -> taken.addAll(hostPorts(other)));
    return hostPorts(pod).stream().noneMatch(taken::contains);
  }

  private static BigDecimal requests(Pod pod, String resource) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode container : PodPreferences.spec(pod).path("containers")) {
      JsonNode request = container.path("resources").path("requests").path(resource);
      sum = request.isMissingNode() ? sum : sum.add(amount(request.asText()));
    }
    return sum;
  }

  private static List<Integer> hostPorts(Pod pod) {
    List<Integer> ports = new ArrayList<>();
    for (JsonNode container : PodPreferences.spec(pod).path("containers")) {
      for (JsonNode port : container.path("ports")) {
        if (port.path("hostPort").asInt() > 0) {
          ports.add(port.path("hostPort").asInt());
        }
      }
    }
    return ports;
  }

  private static BigDecimal amount(String quantity) {
    return Quantity.getAmountInBytes(Quantity.parse(quantity));
  }
}
