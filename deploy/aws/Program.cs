using Amazon.CDK;
using ClaimBook.Aws;

var app = new App();
try
{
    _ = new ClaimBookStack(app, ClaimBookStack.Name, DeploymentContext.Read(app.Node));
    app.Synth();
    return 0;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine($"ClaimBook: {e.Message}");
    return 1;
}
