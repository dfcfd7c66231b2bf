package io.github.spotaware.selector;

/** How a {@link Requirement} relates a label to its values. */
public enum Operator {
  /** The label exists and has one of the values. */
  IN("In"),
  /** The label is absent, or has none of the values. */
  NOT_IN("NotIn"),
  /** The label exists, whatever its value. */
  EXISTS("Exists"),
  /** The label is absent. */
  DOES_NOT_EXIST("DoesNotExist");

  private final String apiName;

  Operator(String apiName) {
    this.apiName = apiName;
  }

  /** The operator as {@code matchExpressions} spell it, such as {@code NotIn}. */
  public String apiName() {
    return apiName;
  }

  /** Whether a requirement with this operator lists values. */
  public boolean takesValues() {
    return this == IN || this == NOT_IN;
  }

  /**
   * The operator that {@code matchExpressions} spell this way.
   *
   * @throws IllegalArgumentException if a label selector has no such operator
   */
  public static Operator ofApiName(String apiName) {
    for (Operator operator : values()) {
      if (operator.apiName.equals(apiName)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(
        "\"" + apiName + "\" is not an operator; allowed: In, NotIn, Exists, DoesNotExist");
  }
}
