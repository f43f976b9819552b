using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;

namespace ClaimBook.Aws;

/// <summary>What is worth waking somebody for, and a dashboard.</summary>
sealed class Monitoring : Construct
{
    const double Gibibyte = 1L << 30;

    readonly SnsAction _tell;

    public Monitoring(Construct scope, string id, string? email, Database database, Landing landing, Service service)
        : base(scope, id)
    {
        var topic = new Topic(this, "Alarms");
        if (email is not null)
            topic.AddSubscription(new EmailSubscription(email));
        _tell = new SnsAction(topic);

        // A file that cannot be right is not tried again, so its message does not die either.
        var refused = new MetricFilter(this, "RefusedFiles", new MetricFilterProps
        {
            LogGroup = service.Log,
            FilterPattern = FilterPattern.Literal("\"Not loaded:\""),
            MetricNamespace = "ClaimBook",
            MetricName = "RefusedFiles",
        }).Metric(new MetricOptions { Statistic = "Sum" });

        Alarm("UnhealthyTasks", "A task does not answer", service.UnhealthyTasks, minutes: 5, above: 0);
        Alarm("FewTasks", "Fewer tasks run than wanted", service.RunningTasks, minutes: 10, below: Service.Tasks, TreatMissingData.BREACHING);
        Alarm("Errors", "Requests fail", service.Errors, minutes: 5, above: 5);
        Alarm("DatabaseStorage", "The database has little room left", database.FreeStorage, minutes: 5, below: 10 * Gibibyte);
        Alarm("DatabaseCpu", "The database has been busy for long", database.Cpu, minutes: 15, above: 90);
        Alarm("DeadLetters", "A new file could not be loaded again and again", landing.DeadLetters.MetricApproximateNumberOfMessagesVisible(), minutes: 5, above: 0);
        Alarm("RefusedFile", "A file was not loaded; the log says why", refused, minutes: 5, above: 0);

        var dashboard = new Dashboard(this, "Dashboard", new DashboardProps { DefaultInterval = Duration.Hours(12) });
        dashboard.AddWidgets(Graph("Requests and errors", service.Requests, service.Errors), Graph("Response time, p99", service.SlowestResponses));
        dashboard.AddWidgets(Graph("Tasks", service.RunningTasks, service.UnhealthyTasks), Graph("CPU and memory of the tasks, %", service.Cpu, service.Memory));
        dashboard.AddWidgets(Graph("CPU of the database, %, and its connections", database.Cpu, database.Connections), Graph("Free storage of the database, bytes", database.FreeStorage));
        dashboard.AddWidgets(
            Graph("New files waiting, dead, refused", landing.Queue.MetricApproximateNumberOfMessagesVisible(), landing.DeadLetters.MetricApproximateNumberOfMessagesVisible(), refused));
    }

    void Alarm(string name, string meaning, Metric metric, int minutes, double above) =>
        Alarm(name, meaning, metric, minutes, above, ComparisonOperator.GREATER_THAN_THRESHOLD, TreatMissingData.NOT_BREACHING);

    void Alarm(string name, string meaning, Metric metric, int minutes, double below, TreatMissingData missing = TreatMissingData.MISSING) =>
        Alarm(name, meaning, metric, minutes, below, ComparisonOperator.LESS_THAN_THRESHOLD, missing);

    void Alarm(string name, string meaning, Metric metric, int minutes, double threshold, ComparisonOperator comparison, TreatMissingData missing) => new Alarm(this, name, new AlarmProps
    {
        AlarmDescription = meaning,
        Metric = metric.With(new MetricOptions { Period = Duration.Minutes(5) }),
        EvaluationPeriods = minutes / 5,
        Threshold = threshold,
        ComparisonOperator = comparison,
        TreatMissingData = missing,
    }).AddAlarmAction(_tell);

    static GraphWidget Graph(string title, params IMetric[] metrics) => new(new GraphWidgetProps { Title = title, Left = metrics, Width = 12 });
}
