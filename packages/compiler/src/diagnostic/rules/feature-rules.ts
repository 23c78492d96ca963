// Features of editions: what each rule means.

/** Rules about: features of editions. */
export const FEATURE_RULES = {
  "features-need-editions": {
    meaning: "A proto2 or proto3 file sets a feature.",
    fix: "Say an edition instead of a syntax, or leave out the feature.",
  },
  "unknown-feature": {
    meaning: "No feature of that name exists.",
    fix: "Correct the name.",
  },
  "feature-too-new": {
    meaning: "A feature came with a later edition than the file's.",
    fix: "Leave it out, or move the file to that edition.",
  },
  "feature-not-here": {
    meaning: "A feature is set on something that it is not for.",
    fix: "Set it on one of the things that the finding names.",
  },
  "bad-feature-value": {
    meaning: "A feature has a value that it does not know.",
    fix: "Write one of the values that the finding names.",
  },
  "required-by-default": {
    meaning: "A file makes all its fields required.",
    fix: "Set features.field_presence = LEGACY_REQUIRED on each field that must be.",
  },
} as const;
