"""What the queue knows: one task for all kinds of work, and two on a schedule."""

from asgiref.sync import sync_to_async
from procrastinate import JobContext
from procrastinate.contrib.django import app

from .services import aufraeumen, auftrag_ausfuehren


@app.task(name="auftrag_abarbeiten")
def auftrag_abarbeiten(auftrag_id: int) -> None:
    """Do one Auftrag."""
    auftrag_ausfuehren(auftrag_id)


@app.periodic(cron="* * * * *")
@app.task(name="abgerissene_wiederholen", queueing_lock="abgerissene_wiederholen", pass_context=True)
async def abgerissene_wiederholen(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker was killed go to the next one."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="auftraege_aufraeumen", queueing_lock="auftraege_aufraeumen")
async def auftraege_aufraeumen(timestamp: int) -> None:
    """Old results and files go."""
    await sync_to_async(aufraeumen)()
