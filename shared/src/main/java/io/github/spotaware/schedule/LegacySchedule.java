package io.github.spotaware.schedule;

import java.time.Instant;
import java.util.Map;

/**
 * A schedule as the shell version wrote it: a surge from 1 to 2 of the Deployment of this name,
 * whichever it is. It says neither a UID nor a phase.
 *
 * @param scheduledTime when the Deployment goes back to one replica
 */
public record LegacySchedule(DeploymentRef deployment, Instant scheduledTime) {

  /** The name of the ConfigMap; Deployments of one name in several namespaces share it. */
  public static String nameOf(String deployment) {
    return ScheduleName.PREFIX + deployment;
  }

  /**
   * @param name the ConfigMap's
   * @throws IllegalArgumentException naming the key, the value and what is allowed; so for counts
   *     that the shell version never wrote
   */
  public static LegacySchedule read(String name, Map<String, String> data) {
    for (String ours : new String[] {ScheduleData.UID, ScheduleData.PHASE}) {
      if (data.containsKey(ours)) {
        throw ScheduleData.notAllowed(
            ours, data.getOrDefault(ours, ""), "no such key where the label managed-by is missing");
      }
    }
    only(data, ScheduleData.ORIGINAL_REPLICAS, Schedule.ORIGINAL_REPLICAS);
    only(data, ScheduleData.CURRENT_REPLICAS, Schedule.SURGED_REPLICAS);
    DeploymentRef deployment = ScheduleData.deployment(data);
    if (!nameOf(deployment.name()).equals(name)) {
      throw ScheduleData.notAllowed(
          ScheduleData.DEPLOYMENT, deployment.name(), "what the ConfigMap's name ends in");
    }
    return new LegacySchedule(
        deployment,
        ScheduleData.seconds(
            ScheduleData.SCHEDULED_TIME, ScheduleData.required(data, ScheduleData.SCHEDULED_TIME)));
  }

  private static void only(Map<String, String> data, String key, int count) {
    String value = ScheduleData.required(data, key);
    if (!value.equals(Integer.toString(count))) {
      throw ScheduleData.notAllowed(key, value, Integer.toString(count));
    }
  }
}
