//! A file from a server, a piece at a time.

use super::fault::Trouble;
use super::{LATER, LATER_MAX, Server, problem_of};
use crate::cli::steps::Steps;
use crate::http::exports::ROWS_HEADER;
use reqwest::Method;
use reqwest::header::AUTHORIZATION;

impl Server {
    /// Fetches a file and hands its pieces over as they come. Asked again while the server says "later"; not once a
    /// piece has come, since then nobody could put two halves together. Answers how many rows it has, if that is told.
    ///
    /// # Errors
    /// The server's word, or that of whoever takes the pieces.
    pub async fn download(
        &self,
        path: &[&str],
        query: &[(&str, String)],
        steps: &Steps,
        mut take: impl FnMut(&[u8]) -> anyhow::Result<()>,
    ) -> anyhow::Result<Option<u64>> {
        let url = self.url(path, query);
        let mut later = 0;
        let mut response = loop {
            let request =
                self.client.request(Method::GET, url.clone()).header(AUTHORIZATION, self.bearer.clone());
            let response = request.send().await.map_err(|error| self.fault(Trouble::of(error)))?;
            if response.status().is_success() {
                break response;
            }
            match problem_of(response).await {
                Trouble::Problem(problem) if problem.says_later(super::Again::Same) && later < LATER_MAX => {
                    later += 1;
                    tokio::time::sleep(problem.retry_after.unwrap_or_default().min(LATER)).await;
                }
                trouble => return Err(self.fault(trouble).into()),
            }
        };
        let rows = response.headers().get(ROWS_HEADER).and_then(|value| value.to_str().ok()?.parse().ok());
        steps.receiving(response.content_length());
        while let Some(piece) = response.chunk().await.map_err(|error| self.fault(Trouble::of(error)))? {
            take(&piece)?;
            steps.moved(piece.len());
        }
        Ok(rows)
    }
}
