// aws-cdk-lib's own template validation costs over half of a synth; it runs in one step of .ci/run instead.
process.env.CDK_VALIDATION = 'false';
process.env.JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION = 'true';
