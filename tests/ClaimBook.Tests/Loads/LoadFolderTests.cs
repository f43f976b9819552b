using ClaimBook.Engine;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Loads;

public sealed class LoadFolderTests : IDisposable
{
    readonly TestDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("* * * * * ?")]
    public async Task Files_of_the_folder_are_loaded_when_they_appear_or_at_the_next_look_and_stay_there(string? schedule)
    {
        var file = _folder.Write("first.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=10")));
        await using var server = await TestServer.Start(new ServerSettings { LoadFolder = _folder.Root, LoadSchedule = schedule });
        await Loaded(1);
        _folder.Write("bad.csv", "bad");
        _folder.Write("second.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=2", "WRTN_PREM_AMT=5")));
        await Loaded(2);

        Assert.Equal(15m, await server.WrittenPremium());
        Assert.Equal(["bad.csv", "second.csv", "first.csv"], (await server.List()).Select(l => l.GetProperty("file").GetString()));
        Assert.True(File.Exists(file));

        Task Loaded(int loads) => LoadClient.Until(
            async () => (await server.List()).Count(l => l.GetProperty("status").GetString() == "done") == loads);
    }

    [Fact]
    public async Task With_a_schedule_the_folder_is_not_looked_at_before_its_time()
    {
        _folder.Write("first.csv", PerformanceCsv.File(PerformanceCsv.Line()));
        var settings = new ServerSettings { LoadFolder = _folder.Root, LoadSchedule = "0 0 0 1 1 ? 2099" };
        await using var server = await TestServer.Start(settings);

        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.Empty(await server.List());
    }

    [Theory]
    [InlineData(
        """{"Loads": {"Folder": "/there/is/none"}}""", "The setting Loads:Folder is '/there/is/none'; allowed: a folder that exists.")]
    [InlineData(
        """{"Loads": {"Folder": "/tmp", "Schedule": "0 6 * * *"}}""",
        "The setting Loads:Schedule is '0 6 * * *'; allowed: a cron expression in Quartz's notation "
            + "(second minute hour day month weekday), such as 0 0 6 ? * MON-FRI.")]
    [InlineData(
        """{"Loads": {"Schedule": "0 0 6 ? * MON-FRI"}}""",
        "The setting Loads:Schedule says when to look into a folder, but Loads:Folder names none.")]
    [InlineData("""{"Loads": {"MaxUploadBytes": 0}}""", "The setting Loads:MaxUploadBytes is '0'; allowed: a whole number, 1 or more.")]
    public void A_wrong_setting_stops_the_start_with_what_is_allowed(string settings, string message)
    {
        _folder.Write("settings.json", settings);

        Assert.Equal(message, Assert.Throws<ClaimBookException>(() => ServerSettings.Read(_folder.Root)).Message);
    }
}
