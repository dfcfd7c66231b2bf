package io.github.spotaware.e2e.contract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract, kept by the real control plane; and what the embedded cluster says it cannot do.
 */
@ExtendWith(RealCluster.class)
final class RealContractE2E extends ClusterContract {

  @Nested
  final class HangUps extends HangUpContract {}

  @Nested
  final class PausedRollouts extends PausedRolloutContract {}

  @Nested
  final class KubectlSchemas extends KubectlSchemaContract {}
}
