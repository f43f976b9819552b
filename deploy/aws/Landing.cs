using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace ClaimBook.Aws;

/// <summary>The bucket where performance files are put, and the queue that tells the service of them.</summary>
sealed class Landing : Construct
{
    public Landing(Construct scope, string id)
        : base(scope, id)
    {
        DeadLetters = new Queue(this, "DeadLetters", new QueueProps { Encryption = QueueEncryption.SQS_MANAGED, EnforceSSL = true, RetentionPeriod = Duration.Days(14) });
        Queue = new Queue(this, "NewFiles", new QueueProps
        {
            Encryption = QueueEncryption.SQS_MANAGED,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
            // The service keeps a message for two minutes at a time: these are twenty minutes in which a database can come back.
            DeadLetterQueue = new DeadLetterQueue { Queue = DeadLetters, MaxReceiveCount = 10 },
        });
        Queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("s3.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [Queue.QueueArn],
            Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, string> { ["aws:SourceAccount"] = Stack.Of(this).Account } },
        }));
        Bucket = new Bucket(this, "Files", new BucketProps
        {
            Encryption = BucketEncryption.S3_MANAGED,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            EnforceSSL = true,
            Versioned = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            LifecycleRules =
            [
                new LifecycleRule
                {
                    Transitions = [new Transition { StorageClass = StorageClass.GLACIER_INSTANT_RETRIEVAL, TransitionAfter = Duration.Days(90) }],
                    NoncurrentVersionExpiration = Duration.Days(365),
                    AbortIncompleteMultipartUploadAfter = Duration.Days(7),
                },
            ],
        });
        // Not by the construct's own method: that deploys a function which may change the notifications of every bucket.
        var bucket = (CfnBucket)Bucket.Node.DefaultChild!;
        bucket.NotificationConfiguration = new CfnBucket.NotificationConfigurationProperty
        {
            QueueConfigurations = new[] { new CfnBucket.QueueConfigurationProperty { Event = "s3:ObjectCreated:*", Queue = Queue.QueueArn } },
        };
        // S3 tries the queue at once.
        bucket.Node.AddDependency(Queue.Node.FindChild("Policy"));
    }

    public Bucket Bucket { get; }

    public Queue Queue { get; }

    /// <summary>What could not be loaded again and again.</summary>
    public Queue DeadLetters { get; }

    /// <summary>Lets the service read the files, and take messages.</summary>
    public void Admit(IGrantable service)
    {
        Allow(service, Bucket.ArnForObjects("*"), "s3:GetObject");
        // Without it a file that is gone looks like one that is forbidden.
        Allow(service, Bucket.BucketArn, "s3:ListBucket");
        Allow(service, Queue.QueueArn, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility");
    }

    static void Allow(IGrantable service, string resource, params string[] actions) =>
        service.GrantPrincipal.AddToPrincipalPolicy(new PolicyStatement(new PolicyStatementProps { Actions = actions, Resources = [resource] }));
}
